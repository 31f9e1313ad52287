package recovery

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const hour Instant = secondsPerHour

// anEpisode is an open one in force from hour 100 to 148, strict to hour 124.
func anEpisode() Episode {
	return Episode{ID: 7, Trigger: TriggerIncomplete, Start: 100 * hour, End: 148 * hour, EasyFrom: 124 * hour, MaxHeartRatePercent: 70, Approval: Automatic}
}

// TestContinuation: what a person's edit takes away without a waiver goes on in a
// window beside theirs; more rest, or a waiver, needs none.
func TestContinuation(t *testing.T) {
	tests := map[string]struct {
		change     func(*Episode)
		beside     bool
		start, end Instant
		easyFrom   Instant
	}{
		"not edited":           {func(*Episode) {}, false, 0, 0, 0},
		"ends earlier":         {func(e *Episode) { e.Override.End = 110 * hour }, true, 110 * hour, 148 * hour, 124 * hour},
		"ends after strict":    {func(e *Episode) { e.Override.End = 130 * hour }, true, 130 * hour, 148 * hour, 130 * hour},
		"ends later":           {func(e *Episode) { e.Override.End = 200 * hour }, false, 0, 0, 0},
		"starts later":         {func(e *Episode) { e.Override.Start = 110 * hour }, true, 100 * hour, 148 * hour, 124 * hour},
		"starts earlier":       {func(e *Episode) { e.Override.Start = 90 * hour }, false, 0, 0, 0},
		"Easy earlier":         {func(e *Episode) { e.Override.EasyFrom = 100 * hour }, true, 100 * hour, 148 * hour, 124 * hour},
		"Easy later":           {func(e *Episode) { e.Override.EasyFrom = 148 * hour }, false, 0, 0, 0},
		"earlier under waiver": {func(e *Episode) { e.Override.End, e.WaivedUntil = 110*hour, 148*hour }, false, 0, 0, 0},
		"earlier, rejected":    {func(e *Episode) { e.Override.End, e.Approval = 110*hour, Rejected }, false, 0, 0, 0},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			l := Ledger{Standing: Standing{Episode: anEpisode()}}
			tt.change(&l.Standing.Episode)
			windows := Windows(&l, func(_ int32, continuation bool) bool { return !continuation }, 105*hour)
			if len(windows) == 0 || windows[0].Continuation || windows[0].Override != l.Standing.Episode.Override {
				t.Fatalf("got %+v, want the window as it was edited first", windows)
			}
			if beside := len(windows) == 2; beside != tt.beside {
				t.Fatalf("got %+v, want a continuation: %t", windows, tt.beside)
			}
			if !tt.beside {
				return
			}
			w := windows[1]
			if !w.Continuation || w.Start != tt.start || w.End != tt.end || w.EasyFrom != tt.easyFrom || w.Override != (Override{}) {
				t.Errorf("got %+v", w)
			}
		})
	}
}

// TestWindows: which windows should stand.
func TestWindows(t *testing.T) {
	all, none := func(int32, bool) bool { return true }, func(int32, bool) bool { return false }
	released := anEpisode()
	released.Released, released.ID = 140*hour, 6
	tests := map[string]struct {
		l    Ledger
		seen func(int32, bool) bool
		want []int32
	}{
		"an open episode":            {Ledger{Standing: Standing{Episode: anEpisode()}}, none, []int32{7}},
		"nothing":                    {Ledger{}, all, nil},
		"observed":                   {Ledger{Standing: Standing{Episode: func() Episode { e := anEpisode(); e.Approval = Observed; return e }()}}, all, nil},
		"a released one still there": {Ledger{Standing: Standing{Episode: released}}, all, []int32{6}},
		"a released one never there": {Ledger{Standing: Standing{Episode: released}}, none, nil},
		"an archived one":            {Ledger{Episodes: []Episode{released}, Standing: Standing{Episode: anEpisode()}}, all, []int32{6, 7}},
		"waived and deleted":         {Ledger{Standing: Standing{Episode: func() Episode { e := anEpisode(); e.WaivedUntil = 148 * hour; return e }()}}, none, nil},
		"waived and there":           {Ledger{Standing: Standing{Episode: func() Episode { e := anEpisode(); e.WaivedUntil = 148 * hour; return e }()}}, all, []int32{7}},
		"the waiver is over":         {Ledger{Standing: Standing{Episode: func() Episode { e := anEpisode(); e.WaivedUntil = 104 * hour; return e }()}}, none, []int32{7}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []int32
			for _, w := range Windows(&tt.l, tt.seen, 105*hour) {
				got = append(got, w.Episode)
				if !w.Strict() || w.MaxHeartRatePercent != 70 {
					t.Errorf("got %+v", w)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestInForce: from its start until it is released, also beyond its review.
func TestInForce(t *testing.T) {
	s := Standing{Episode: anEpisode()}
	for at, want := range map[Instant]bool{99: false, 100: true, 147: true, 148: true, 200: true} {
		if got := s.InForce(at * hour); got != want {
			t.Errorf("hour %d: in force %t", at, got)
		}
	}
	for approval, want := range map[Approval]bool{Observed: false, Pending: false, Approved: true, Rejected: false, Automatic: true} {
		s.Episode.Approval = approval
		if got := s.InForce(110 * hour); got != want {
			t.Errorf("approval %d: in force %t", approval, got)
		}
	}
	s.Episode = anEpisode()
	s.Episode.WaivedUntil = 120 * hour
	if s.InForce(119*hour) || !s.InForce(120*hour) {
		t.Error("a waiver holds until its instant, no longer")
	}
	s.Episode.Released = 130 * hour
	if s.InForce(125*hour) || s.Episode.Open() {
		t.Error("a released window is in force")
	}
}

// TestActs: what people do to a window is in the ledger before anything is decided.
func TestActs(t *testing.T) {
	tests := map[string]struct {
		seen WindowSeen
		want func(*Episode)
	}{
		"nothing":            {WindowSeen{Episode: 7, Approval: Automatic}, func(*Episode) {}},
		"approved":           {WindowSeen{Episode: 7, Approval: Approved}, func(e *Episode) { e.Approval = Approved }},
		"rejected":           {WindowSeen{Episode: 7, Approval: Rejected}, func(e *Episode) { e.Approval = Rejected }},
		"waived":             {WindowSeen{Episode: 7, WaivedUntil: 5 * hour}, func(e *Episode) { e.WaivedUntil = 5 * hour }},
		"edited":             {WindowSeen{Episode: 7, Owned: Override{End: 5 * hour}}, func(e *Episode) { e.Override.End = 5 * hour }},
		"handed back":        {WindowSeen{Episode: 7, Owned: Override{End: 5 * hour}, HandBack: true}, func(*Episode) {}},
		"of another episode": {WindowSeen{Episode: 6, Approval: Rejected, WaivedUntil: 5 * hour}, func(*Episode) {}},
		"on a continuation":  {WindowSeen{Episode: 7, Approval: Rejected, Continuation: true}, func(*Episode) {}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			l := Ledger{Standing: Standing{Episode: anEpisode()}, Morning: Standing{Episode: anEpisode()}}
			d := decider{in: &Input{Windows: []WindowSeen{tt.seen}, Now: 105 * hour}, l: l}
			d.enterActs()
			want := anEpisode()
			tt.want(&want)
			if d.l.Standing.Episode != want || d.l.Morning.Episode != want {
				t.Errorf("got %+v and %+v, want %+v", d.l.Standing.Episode, d.l.Morning.Episode, want)
			}
		})
	}
}

// TestRestoredLedger: a ledger from a backup goes on above what stands in the
// cluster, in decisions and in episodes.
func TestRestoredLedger(t *testing.T) {
	s := scripted(t)
	in := Input{Setting: s.set, Now: s.set.Wake(s.today), Windows: []WindowSeen{{Episode: 9, Decision: 120}}, Ledger: Ledger{Sequence: 4}}
	d := Decide(in)
	if !d.Changed || d.Ledger.Sequence != 121 || d.Ledger.Standing.LastEpisode != 9 {
		t.Errorf("sequence %d, last episode %d, changed %t", d.Ledger.Sequence, d.Ledger.Standing.LastEpisode, d.Changed)
	}
}

// TestChanges: what is announced of a transition.
func TestChanges(t *testing.T) {
	was := func(change func(*Standing)) Ledger {
		l := Ledger{Standing: Standing{State: Incomplete, Episode: anEpisode()}}
		change(&l.Standing)
		return l
	}
	same := func(*Standing) {}
	none := func(s *Standing) { s.Episode = Episode{} }
	tests := map[string]struct {
		before, after func(*Standing)
		want          []ChangeKind
	}{
		"nothing":            {same, same, nil},
		"another state":      {same, func(s *Standing) { s.State = Strained }, []ChangeKind{StateChanged}},
		"a new window":       {none, same, []ChangeKind{WindowInserted}},
		"a new proposal":     {none, func(s *Standing) { s.Episode.Approval = Pending }, []ChangeKind{WindowProposed}},
		"an observed one":    {none, func(s *Standing) { s.Episode.Approval = Observed }, nil},
		"an extension":       {same, func(s *Standing) { s.Episode.Extensions++ }, []ChangeKind{WindowExtended}},
		"a worse trigger":    {same, func(s *Standing) { s.Episode.Trigger = TriggerOverreached }, []ChangeKind{WindowEscalated}},
		"a cap":              {same, func(s *Standing) { s.Episode.Silence = Capped }, []ChangeKind{WindowCapped}},
		"a release":          {same, func(s *Standing) { s.Episode.Released = 1 }, []ChangeKind{WindowReleased}},
		"a relapse":          {func(s *Standing) { s.Episode.Released = 1 }, same, []ChangeKind{WindowReopened}},
		"another stage":      {func(s *Standing) { s.Illness.Active = true }, func(s *Standing) { s.Illness = IllnessCourse{Active: true, Stage: 1} }, []ChangeKind{StageChanged}},
		"a person is asked":  {same, func(s *Standing) { s.Episode.Review = true }, []ChangeKind{ReviewRequired}},
		"a window for a new": {func(s *Standing) { s.Episode.Released = 1 }, func(s *Standing) { s.Episode.ID = 8 }, []ChangeKind{WindowInserted}},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			before, after := was(tt.before), was(tt.after)
			var got []ChangeKind
			for _, c := range Changes(&before, &after) {
				got = append(got, c.Kind)
				if c.Episode != after.Standing.Episode.ID {
					t.Errorf("%+v is of another episode", c)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestPrescribe: what to do in a window, by need and by what it allows.
func TestPrescribe(t *testing.T) {
	s := entered(t)
	day := s.today - 1
	modalities := func(disabled []Modality, most int) []Modality {
		var names []Modality
		for _, p := range Prescribe(&s.l, &s.set, disabled, most) {
			names = append(names, p.Modality)
			if p.From >= p.To || p.Dose == "" || p.Serves == "" || p.Source == "" || !slices.Contains([]string{"A", "B", "C"}, p.Evidence) {
				t.Errorf("got %+v", p)
			}
		}
		return names
	}
	wantModalities := func(what string, got []Modality, want ...Modality) {
		t.Helper()
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", what, got, want)
		}
	}
	wantModalities("a strict day", modalities(nil, 9), NoAlcohol, SlowBreathing)
	s.l.Explanation.DebtMinutes = 150
	wantModalities("with sleep debt", modalities(nil, 9), SleepOpportunity, NoAlcohol, SlowBreathing)
	if p := Prescribe(&s.l, &s.set, nil, 1)[0]; p.To != s.set.Wake(day+1) || p.From != s.set.onset(day+1)-30*60 {
		t.Errorf("sleep from %s to %s, want 30 min earlier, same wake", p.From.Time(), p.To.Time())
	}
	s.l.Explanation.DebtMinutes = 600
	if p := Prescribe(&s.l, &s.set, nil, 1)[0]; p.From != s.set.onset(day+1)-90*60 {
		t.Errorf("sleep from %s, want at most 90 min earlier", p.From.Time())
	}
	s.l.Standing.Episode.EasyFrom = s.l.Standing.Episode.Start
	wantModalities("an Easy day", modalities(nil, 9), SleepOpportunity, NoAlcohol, SlowBreathing, EasyMovement)
	wantModalities("rows switched off", modalities([]Modality{NoAlcohol, SleepOpportunity}, 9), SlowBreathing, EasyMovement)
	wantModalities("two at most", modalities(nil, 2), SleepOpportunity, NoAlcohol)
	s.l.Standing.Episode.Approval = Pending
	wantModalities("a proposal", modalities(nil, 9))
	s.l.Standing.Episode.Approval, s.l.Standing.Episode.Released = Automatic, 1
	wantModalities("released", modalities(nil, 9))
}
