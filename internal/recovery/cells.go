package recovery

// Packing of answers into one stored integer. In each the higher value is the
// more cautious one, which a tie keeps.

const (
	contextAlcohol    = 1 << 0
	contextMedication = 1 << 1
	contextZonesShift = 2 // 4 bits: zones crossed, either way
	contextZonesMask  = 15
	contextMetres     = 6 // altitude in metres above it
)

func contextCell(c *Context) int32 {
	var v int32
	if c.Alcohol {
		v |= contextAlcohol
	}
	if c.Medication {
		v |= contextMedication
	}
	zones := max(c.TravelZones, -c.TravelZones)
	return v | min(zones, contextZonesMask)<<contextZonesShift | max(0, c.AltitudeMetres)<<contextMetres
}

func contextOf(v int32) Context {
	if v < 0 {
		return Context{}
	}
	return Context{
		Alcohol: v&contextAlcohol != 0, Medication: v&contextMedication != 0,
		TravelZones: v >> contextZonesShift & contextZonesMask, AltitudeMetres: v >> contextMetres,
	}
}

const (
	symptomStep    = 1000
	symptomUnknown = 0 // hours without fever not said
)

func symptomCell(s *Symptoms) int32 {
	v := int32(s.Illness) * symptomStep
	if s.FeverFreeHours < 0 {
		return v + symptomUnknown
	}
	return v + symptomStep - 1 - min(s.FeverFreeHours, symptomStep-2)
}

func symptomsOf(v int32) (Symptoms, bool) {
	if v < 0 {
		return Symptoms{}, false
	}
	s := Symptoms{Illness: Illness(v / symptomStep), FeverFreeHours: -1}
	if hours := v % symptomStep; hours != symptomUnknown {
		s.FeverFreeHours = symptomStep - 1 - hours
	}
	return s, true
}

// asleepUnknown is the stored time asleep of a night of which only the timing is
// known; it lies above every real one, so that a tie keeps the known value.
const asleepUnknown = 2000

func asleepCell(minutes int32) int32 {
	if minutes == Missing {
		return asleepUnknown
	}
	return minutes
}
