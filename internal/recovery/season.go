package recovery

// DayReports are the reports of one day, with the instant at which they are decided on.
type DayReports struct {
	Now     Instant
	Reports []Report
}

// Season replays many days from an empty ledger and returns the ledger after
// them; each, if it is not nil, sees every decision.
func Season(set *Setting, days []DayReports, each func(*Decision)) Ledger {
	var l Ledger
	for i := range days {
		d := Decide(Input{Ledger: l, Reports: days[i].Reports, Setting: *set, Now: days[i].Now})
		l = d.Ledger
		if each != nil {
			each(&d)
		}
	}
	return l
}
