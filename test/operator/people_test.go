package operator_test

import (
	"fmt"
	"testing"
	"time"

	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// act is something that a person does to a window of the engine.
type act struct {
	name string
	// do does it; w is the window as it stands.
	do func(p *person, w *v1alpha1.RestWindow)
	// want checks what follows at once. open says whether the episode goes on.
	want func(p *person, w *v1alpha1.RestWindow, open bool)
}

// person acts on the window of one athlete.
type person struct {
	*squad
	manager *manager
	athlete string
}

func (p *person) patch(format string, args ...any) {
	p.t.Helper()
	p.edit(&v1alpha1.RestWindow{}, p.name(), fmt.Sprintf(format, args...))
}

func (p *person) name() string   { return p.athlete + "-1" }
func (p *person) beside() string { return p.athlete + "-1-c" }

// wantBeside: a window stands beside the person's exactly while rest is missing.
func (p *person) wantBeside(want bool) {
	p.t.Helper()
	if stands := !p.gone(&v1alpha1.RestWindow{}, p.beside()); stands != want {
		p.t.Errorf("%s: a window stands beside: %t, want %t", p.athlete, stands, want)
	}
}

func (p *person) wantOverridden(w *v1alpha1.RestWindow) {
	p.t.Helper()
	p.wantCondition(w.Status.Conditions, v1alpha1.ConditionOverridden, metav1.ConditionTrue, v1alpha1.ReasonPersonEdited)
}

func stamp(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// acts are edits, waivers, deletions and rejections. After a release none of
// them brings anything back.
var acts = []act{{
	name: "nothing",
	do:   func(*person, *v1alpha1.RestWindow) {},
	want: func(p *person, _ *v1alpha1.RestWindow, _ bool) { p.wantBeside(false) },
}, {
	name: "end-earlier",
	do: func(p *person, w *v1alpha1.RestWindow) {
		p.patch(`{"spec":{"end":%q}}`, stamp(w.Spec.Start.Add(time.Hour)))
	},
	want: func(p *person, w *v1alpha1.RestWindow, open bool) {
		if got, want := w.Spec.End.Time, w.Spec.Start.Add(time.Hour); !got.Equal(want) {
			p.t.Errorf("the person's end %v became %v", want, got)
		}
		p.wantOverridden(w)
		p.wantBeside(open)
	},
}, {
	name: "end-later",
	do: func(p *person, w *v1alpha1.RestWindow) {
		p.patch(`{"spec":{"end":%q}}`, stamp(w.Spec.Start.Add(400*time.Hour)))
	},
	want: func(p *person, w *v1alpha1.RestWindow, _ bool) {
		if got, want := w.Spec.End.Time, w.Spec.Start.Add(400*time.Hour); !got.Equal(want) {
			p.t.Errorf("the person's end %v became %v", want, got)
		}
		p.wantOverridden(w)
		p.wantBeside(false)
	},
}, {
	name: "start-later",
	do: func(p *person, w *v1alpha1.RestWindow) {
		p.patch(`{"spec":{"start":%q}}`, stamp(w.Spec.Start.Add(6*time.Hour)))
	},
	want: func(p *person, w *v1alpha1.RestWindow, open bool) {
		p.wantOverridden(w)
		p.wantBeside(open)
	},
}, {
	name: "start-earlier",
	do: func(p *person, w *v1alpha1.RestWindow) {
		p.patch(`{"spec":{"start":%q}}`, stamp(w.Spec.Start.Add(-6*time.Hour)))
	},
	want: func(p *person, w *v1alpha1.RestWindow, _ bool) {
		p.wantOverridden(w)
		p.wantBeside(false)
	},
}, {
	name: "easy-earlier",
	do: func(p *person, w *v1alpha1.RestWindow) {
		p.patch(`{"spec":{"easyFrom":%q}}`, stamp(w.Spec.Start.Add(time.Hour)))
	},
	want: func(p *person, w *v1alpha1.RestWindow, open bool) {
		p.wantOverridden(w)
		p.wantBeside(open)
	},
}, {
	name: "easy-later",
	do: func(p *person, w *v1alpha1.RestWindow) {
		p.patch(`{"spec":{"easyFrom":%q}}`, stamp(w.Spec.Start.Add(400*time.Hour)))
	},
	want: func(p *person, w *v1alpha1.RestWindow, _ bool) {
		p.wantOverridden(w)
		p.wantBeside(false)
	},
}, {
	name: "easy-at-once",
	do:   func(p *person, _ *v1alpha1.RestWindow) { p.patch(`{"spec":{"allow":"Easy"}}`) },
	want: func(p *person, w *v1alpha1.RestWindow, open bool) {
		if w.Spec.Allow != v1alpha1.AllowEasy {
			p.t.Errorf("the person's allow became %s", w.Spec.Allow)
		}
		p.wantOverridden(w)
		p.wantBeside(open)
	},
}, {
	name: "edit-both",
	do: func(p *person, w *v1alpha1.RestWindow) {
		p.patch(`{"spec":{"end":%q}}`, stamp(w.Spec.Start.Add(time.Hour)))
		p.manager.settle(p.athlete)
		if !p.gone(&v1alpha1.RestWindow{}, p.beside()) {
			p.edit(&v1alpha1.RestWindow{}, p.beside(), fmt.Sprintf(`{"spec":{"start":%q,"allow":"Easy"}}`, stamp(w.Spec.Start.Add(2*time.Hour))))
		}
	},
	want: func(p *person, _ *v1alpha1.RestWindow, open bool) { p.wantBeside(open) },
}, {
	name: "waive-beside",
	do: func(p *person, w *v1alpha1.RestWindow) {
		p.patch(`{"spec":{"end":%q}}`, stamp(w.Spec.Start.Add(time.Hour)))
		p.manager.settle(p.athlete)
		if !p.gone(&v1alpha1.RestWindow{}, p.beside()) {
			p.edit(&v1alpha1.RestWindow{}, p.beside(), fmt.Sprintf(`{"spec":{"waiver":{"reason":"exam","until":%q}}}`, stamp(p.clock.Now().Add(20*time.Hour))))
		}
	},
	want: func(p *person, _ *v1alpha1.RestWindow, open bool) {
		p.wantBeside(open)
		if !open {
			return
		}
		// An episode is waived on its own window. Here nothing is, and nothing says so.
		for _, c := range p.window(p.beside()).Status.Conditions {
			if c.Reason == v1alpha1.ReasonWaived {
				p.t.Errorf("%s says %s, and the plan goes on to displace sessions", c.Type, c.Message)
			}
		}
	},
}, {
	name: "other-trigger",
	do:   func(p *person, _ *v1alpha1.RestWindow) { p.patch(`{"spec":{"trigger":"Strained"}}`) },
	want: func(p *person, w *v1alpha1.RestWindow, _ bool) {
		if w.Spec.Trigger != v1alpha1.TriggerStrained {
			p.t.Errorf("the person's trigger became %s", w.Spec.Trigger)
		}
		p.wantBeside(false)
	},
}, {
	name: "allowance",
	do:   func(p *person, _ *v1alpha1.RestWindow) { p.patch(`{"spec":{"allowance":{"maxMinutes":20}}}`) },
	want: func(p *person, w *v1alpha1.RestWindow, _ bool) {
		if m := w.Spec.Allowance.MaxMinutes; m == nil || *m != 20 {
			p.t.Errorf("the person's allowance became %+v", w.Spec.Allowance)
		}
		p.wantBeside(false)
	},
}, {
	name: "unapprove",
	do:   func(p *person, _ *v1alpha1.RestWindow) { p.patch(`{"spec":{"approval":"Pending"}}`) },
	want: func(p *person, w *v1alpha1.RestWindow, _ bool) {
		if w.Spec.Approval != v1alpha1.ApprovalAutomatic {
			p.t.Errorf("an approval that the engine gives became %s", w.Spec.Approval)
		}
	},
}, {
	name: "hand-back",
	do: func(p *person, w *v1alpha1.RestWindow) {
		p.patch(`{"spec":{"end":%q,"allow":"Easy"}}`, stamp(w.Spec.Start.Add(time.Hour)))
		p.manager.settle(p.athlete)
		p.patch(`{"spec":{"handBack":true}}`)
	},
	want: func(p *person, w *v1alpha1.RestWindow, _ bool) {
		if w.Spec.HandBack != nil || w.Spec.Allow != v1alpha1.AllowNothing {
			p.t.Errorf("handed back, the window is %+v", w.Spec)
		}
		p.wantCondition(w.Status.Conditions, v1alpha1.ConditionOverridden, metav1.ConditionFalse, v1alpha1.ReasonNotOverridden)
		p.wantBeside(false)
	},
}, {
	name: "delete",
	do:   func(p *person, _ *v1alpha1.RestWindow) { p.delete(&v1alpha1.RestWindow{}, p.name()) },
	want: func(p *person, w *v1alpha1.RestWindow, open bool) {
		if (w != nil) != open {
			p.t.Errorf("the deleted window stands again: %t, want %t", w != nil, open)
		}
	},
}, {
	name: "waive",
	do: func(p *person, _ *v1alpha1.RestWindow) {
		p.patch(`{"spec":{"waiver":{"reason":"exam","until":%q}}}`, stamp(p.clock.Now().Add(20*time.Hour)))
	},
	want: func(p *person, w *v1alpha1.RestWindow, open bool) {
		if open {
			p.wantCondition(w.Status.Conditions, v1alpha1.ConditionActive, metav1.ConditionFalse, v1alpha1.ReasonWaived)
			p.wantCondition(w.Status.Conditions, v1alpha1.ConditionOverridden, metav1.ConditionTrue, v1alpha1.ReasonWaived)
		}
		p.wantBeside(false)
	},
}, {
	name: "waive-and-delete",
	do: func(p *person, _ *v1alpha1.RestWindow) {
		p.patch(`{"spec":{"waiver":{"reason":"exam","until":%q}}}`, stamp(p.clock.Now().Add(20*time.Hour)))
		p.manager.settle(p.athlete)
		p.delete(&v1alpha1.RestWindow{}, p.name())
	},
	want: func(p *person, w *v1alpha1.RestWindow, _ bool) {
		if w != nil {
			p.t.Error("a waived and deleted window was written again")
		}
	},
}, {
	name: "reject",
	do:   func(p *person, _ *v1alpha1.RestWindow) { p.patch(`{"spec":{"approval":"Rejected"}}`) },
	want: func(p *person, w *v1alpha1.RestWindow, open bool) {
		p.wantCondition(w.Status.Conditions, v1alpha1.ConditionOverridden, metav1.ConditionTrue, v1alpha1.ReasonRejected)
		if a := p.squad.athlete(p.athlete); open && a.Status.CurrentWindow.Name != "" {
			p.t.Errorf("an athlete whose window was rejected rests in %s", a.Status.CurrentWindow.Name)
		}
		p.wantBeside(false)
	},
}}

// moment is when people act.
type moment struct {
	name   string
	day    int // from the tired day on
	minute int // of the day
}

// reviewDay is the day on which the window is reviewed, from the tired day on.
const reviewDay = 2

// moments: the window starts at 7:00 of the tired day, allows Easy from the next
// day, is reviewed at 7:00 of the third and released on the seventh.
var moments = []moment{
	{"before-start", 0, 6*60 + 10},
	{"in-nothing", 0, 13 * 60},
	{"in-easy", 1, 13 * 60},
	{"at-review", reviewDay, 7*60 + 5},
	{"after-release", 6, 13 * 60},
}

// deed is one act at one moment, by the athlete's name.
type deed struct {
	moment, act int
}

func (d deed) athlete() string { return moments[d.moment].name + "-" + acts[d.act].name }

// deeds are every act at every moment, or each act at one moment of an open
// episode and some after the release.
func deeds() []deed {
	var out []deed
	last := len(moments) - 1
	for act := range acts {
		for at := range moments {
			if thorough || at == act%last || at == last && act%last == 1 {
				out = append(out, deed{at, act})
			}
		}
	}
	return out
}

// TestPeople lets people act on windows, one athlete for each act and moment,
// and lives on until after the release. At every step rest is never less than
// the ledger demands, except for a waiver or a rejection, and an act changes
// neither what is decided of the days after it nor when the episode ends.
func TestPeople(t *testing.T) {
	t.Parallel()
	life := tiring(t, tiredDay, berlin())
	s := newSquad(t, life.morning(life.tired))
	s.create(newPolicy("default", v1alpha1.Enforce), newBlock("base", tiredDay))
	todo := deeds()
	var names []string
	for _, d := range todo {
		names = append(names, d.athlete())
		s.seed(d.athlete(), &life.before)
		s.create(newAthlete(d.athlete()))
	}
	m := s.manage()
	for day := range 8 {
		reported := 6 * 60
		if day == reviewDay {
			reported = 7*60 + 30 // after the review instant
		}
		for minute := 6 * 60; minute < 14*60; minute += 5 {
			s.clock.SetTime((tiredDay + recovery.Day(day)).At(minute, life.zone))
			if minute == reported {
				for _, name := range names {
					s.send(life.reports(name, life.tired+day)...)
				}
				m.settle(names...)
			}
			for at := range moments {
				if moments[at].day == day && moments[at].minute == minute {
					m.act(todo, at, names)
				}
			}
		}
	}
	outcome(s, names)
}

// act lets every deed of a moment happen and checks what follows at once.
func (m *manager) act(todo []deed, at int, everyone []string) {
	s := m.squad
	m.settle(everyone...)
	for _, d := range todo {
		if d.moment == at {
			p := &person{s, m, d.athlete()}
			acts[d.act].do(p, s.window(p.name()))
		}
	}
	m.settle(everyone...)
	for _, d := range todo {
		if d.moment != at {
			continue
		}
		p := &person{s, m, d.athlete()}
		l, _ := s.ledger(p.athlete)
		w := &v1alpha1.RestWindow{}
		if s.gone(w, p.name()) {
			w = nil
		}
		s.t.Run(p.athlete, func(t *testing.T) {
			on := *s
			on.t = t
			acts[d.act].want(&person{&on, m, p.athlete}, w, l.Standing.Episode.Open())
		})
	}
}

// outcome: all episodes of whom no rest was lessened ended at the same instant, by
// the leave rule, and every window that is left says so.
func outcome(s *squad, names []string) {
	s.t.Helper()
	reference, _ := s.ledger(names[0])
	released := reference.Standing.Episode.Released
	if released == 0 {
		s.t.Fatal("the episode of the athlete whom nobody touched has not ended")
	}
	for _, name := range names {
		l, _ := s.ledger(name)
		if got := l.Standing.Episode.Released; got != released {
			s.t.Errorf("the episode of %s ended at %v, want %v", name, got.Time(), released.Time())
		}
		for _, w := range s.windows(name) {
			if meta.IsStatusConditionTrue(w.Status.Conditions, v1alpha1.ConditionActive) {
				s.t.Errorf("%s: %s is still active: %+v", name, w.Name, w.Spec)
			}
		}
	}
}
