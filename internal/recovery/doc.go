// Package recovery is the engine: it judges from an athlete's own markers whether
// they are restored, and how much rest they need if not.
//
// It is pure. Values go in and values come out; there is no clock, no I/O and no
// randomness, and the same input gives the same bytes. The way of a report is
//
//	Fold    a report joins the columns of the ledger        fold.go, column.go
//	Assess  a day is read against the athlete's reference   assess.go and one file a channel
//	Step    the state follows, with hysteresis              step.go, leave.go, illness.go
//	Dose    rest is sized, extended, released               dose.go, window.go
//	Decide  all of it, day by day                           decide.go
//	Windows what should stand in the cluster                project.go
//
// The channels of evidence are self-report (subjective.go), heart-rate
// variability and resting heart rate (autonomic.go), perceived exertion at a
// fixed load (performance.go) and sleep (nights.go); training load (loads.go) is
// context and tissue clocks (clocks.go) are constraints. The constants stand in
// one registry with unit, range, default, evidence grade and source
// (parameters.go). The published measures stand in the subpackages load, hrv and
// sleep.
//
// What the evidence carries is fewer badly placed hard sessions, not faster gains
// (Manresa-Rocamora 2021; Düking 2021). Nothing here is a diagnosis.
package recovery
