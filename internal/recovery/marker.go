package recovery

// Marker is a measured sign of recovery. Adding one is an entry in Markers.
type Marker string

// The markers that the engine keeps and judges.
const (
	RMSSD            Marker = "RMSSD"
	RestingHeartRate Marker = "RestingHeartRate"
)

// MarkerSpec says how a marker is reported and kept.
type MarkerSpec struct {
	Marker   Marker
	Unit     string  // UCUM
	Min, Max float64 // physiological range, inclusive, in Unit
	Scale    float64 // stored integer = value * Scale
	// worseHigh: of two values that tie in everything else the worse one is kept.
	worseHigh bool
}

// Markers is the registry. The ranges exclude what no resting adult shows, so
// that a value in the wrong unit (seconds for milliseconds) is refused: RMSSD
// below 3 ms or above 300 ms, a resting heart rate below 25 or above 120 /min.
var Markers = []MarkerSpec{
	{Marker: RMSSD, Unit: "ms", Min: 3, Max: 300, Scale: 10},
	{Marker: RestingHeartRate, Unit: "/min", Min: 25, Max: 120, Scale: 10, worseHigh: true},
}

// LookupMarker finds a marker in the registry.
func LookupMarker(m Marker) (MarkerSpec, bool) {
	for _, s := range Markers {
		if s.Marker == m {
			return s, true
		}
	}
	return MarkerSpec{}, false
}
