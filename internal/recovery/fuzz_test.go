package recovery_test

import (
	"encoding/binary"
	"math"
	"testing"
	"time"

	"fallow.dev/fallow/internal/recovery"
)

// tape reads any bytes as numbers; past its end it reads zeros.
type tape struct{ raw []byte }

func (t *tape) byte() int {
	if len(t.raw) == 0 {
		return 0
	}
	b := t.raw[0]
	t.raw = t.raw[1:]
	return int(b)
}

func (t *tape) int32() int32 {
	var b [4]byte
	t.raw = t.raw[copy(b[:], t.raw):]
	return int32(binary.LittleEndian.Uint32(b[:]))
}

// float is mostly a plausible value, at times any bits at all.
func (t *tape) float() float64 {
	if b := t.byte(); b < 240 {
		return float64(b)
	}
	var b [8]byte
	t.raw = t.raw[copy(b[:], t.raw):]
	return math.Float64frombits(binary.LittleEndian.Uint64(b[:]))
}

// small is mostly a small number, at times any.
func (t *tape) small(n int32) int32 {
	if b := t.byte(); b < 250 {
		return int32(b)%(n+2) - 1
	}
	return t.int32()
}

// report reads a report around a day, valid or not.
func (t *tape) report(day recovery.Day, zone *time.Location) recovery.Report {
	parts := t.byte()
	r := recovery.Report{
		Day: day + recovery.Day(t.small(3)) - 1, Source: []string{"a", "b", "c"}[t.byte()%3],
		Revision: t.small(2), Retract: parts&1 != 0, RestDay: parts&2 != 0, NapMinutes: t.small(60),
	}
	if parts&4 != 0 {
		r.Observations = append(
			r.Observations,
			recovery.Observation{Marker: recovery.RMSSD, Unit: "ms", Value: t.float(), ArtefactPercent: t.float(), Measured: day.At(int(t.small(1440)), zone)},
			recovery.Observation{Marker: recovery.RestingHeartRate, Unit: "/min", Value: t.float(), ArtefactPercent: -1},
		)
	}
	if parts&8 != 0 {
		for item := range r.Wellness {
			r.Wellness[item] = t.small(5)
		}
	}
	if parts&16 != 0 {
		r.Sleep = &recovery.MainSleep{
			Onset: r.Day.At(-120+t.byte(), zone), Wake: r.Day.At(2*t.byte(), zone), AsleepMinutes: 2 * t.small(240),
		}
	}
	if parts&32 != 0 {
		r.Symptoms = &recovery.Symptoms{Illness: recovery.Illness(t.small(2)), FeverFreeHours: t.small(48)}
	}
	if parts&64 != 0 {
		r.Context = &recovery.Context{Alcohol: t.byte()&1 != 0, TravelZones: t.small(12), AltitudeMetres: 10 * t.small(200), Medication: t.byte()&1 != 0}
	}
	if parts&128 != 0 {
		r.Sessions = append(r.Sessions, recovery.Session{
			Kind:      []recovery.SessionKind{"Run", recovery.HeavyStrength, recovery.Race, recovery.TeamMatch, recovery.Sprint, recovery.Plyometrics}[t.byte()%6],
			Intensity: recovery.Intensity(t.small(4)), Start: r.Day.At(5*t.byte(), zone), Minutes: t.small(200), RPE: t.small(10),
			Watts: t.small(400), Eccentric: t.byte()&1 != 0,
		})
	}
	return r
}

// corpus are seeds of some shape for both fuzz targets.
func corpus(f *testing.F) {
	f.Helper()
	f.Add([]byte(nil))
	f.Add([]byte("a usual week: some runs, some sleep, some answers, and then a few more of all of them"))
	season := make([]byte, 0, 2000)
	for i := range 100 {
		season = append(season, 0, 24, 1, 0x1c, 1, 0, 1, 1, 60, 0, 100, 47, 4, 4, 4, 4, 4, byte(60+i%30), 210, 220)
	}
	f.Add(season)
	tired := append([]byte(nil), season...)
	for range 20 {
		tired = append(tired, 0, 24, 1, 0x1c, 1, 0, 1, 1, 20, 0, 100, 60, 2, 2, 2, 2, 2, 60, 180, 100)
	}
	f.Add(append(tired, 2, 1, 3, 200, 2, 4, 4, 100, 0, 24))
	f.Add([]byte{3, 255, 255, 255, 255, 127, 4, 255, 0, 0, 0, 128, 1, 255, 255, 255, 255, 255, 255, 255, 255, 255})
}

// yearTenThousand is the end of what a clock or an API object can say.
const yearTenThousand recovery.Instant = 253402300799

// FuzzDecide takes any bytes for the life of an athlete: time that passes or
// jumps, reports that are valid or not, and people's acts. No decision panics or
// breaks an invariant.
func FuzzDecide(f *testing.F) {
	corpus(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		in := recovery.Input{Setting: setting(t), Now: recovery.InstantOf(startDay.At(430, location(t, home)))}
		in.Setting.Enforcement = recovery.Enforce
		var people windows
		tape := tape{raw[:min(len(raw), 3000)]}
		for len(tape.raw) > 0 {
			in.Reports = nil
			today := recovery.DayOf(in.Now.Time(), in.Setting.Zone)
			switch tape.byte() % 6 {
			case 0:
				in.Now += recovery.Instant(3600 * tape.byte())
			case 1:
				in.Reports = append(in.Reports, tape.report(today, in.Setting.Zone))
			case 2:
				people.actBy(tape.byte(), in.Now)
			case 3:
				in.Now = max(1, min(yearTenThousand, in.Now+recovery.Instant(86400*int64(tape.small(500)))))
			case 4:
				in.Now = max(1, in.Now-recovery.Instant(3600*tape.byte()))
			case 5:
				in.Setting.Enforcement = recovery.Enforcement(tape.byte() % 3)
			}
			in.Windows = people.seen()
			in.Ledger = decide(t, in).Ledger
			people.follow(&in.Ledger, in.Now)
		}
	})
}

// FuzzFold takes any bytes for reports: a fold never panics, a refused one leaves
// no trace, and accepted ones give the same in either order and twice.
func FuzzFold(f *testing.F) {
	corpus(f)
	f.Fuzz(func(t *testing.T, raw []byte) {
		at := calendar(t, startDay+20)
		tape := tape{raw[:min(len(raw), 1500)]}
		var l recovery.Ledger
		for len(tape.raw) > 0 {
			a, b := tape.report(startDay, at.Zone), tape.report(startDay+recovery.Day(tape.byte()%9), at.Zone)
			ab, refusedA, refusedB := foldTwo(t, l, &a, &b, at)
			ba, _, _ := foldTwo(t, l, &b, &a, at)
			if refusedA == nil && refusedB == nil {
				wantSame(t, "the other order", &ab, &ba)
			}
			l = ab
			if l.Days > recovery.HistoryDays || len(l.Sessions) > recovery.MaxSessions {
				t.Fatalf("%d days, %d sessions", l.Days, len(l.Sessions))
			}
		}
	})
}

func foldTwo(t *testing.T, l recovery.Ledger, first, second *recovery.Report, at recovery.Calendar) (folded recovery.Ledger, refused1, refused2 *recovery.Refusal) {
	t.Helper()
	one, refused1 := recovery.Fold(l, first, at)
	if refused1 != nil {
		wantSame(t, "a refused report left a trace", &l, &one)
	}
	two, refused2 := recovery.Fold(one, second, at)
	again, _ := recovery.Fold(two, first, at)
	wantSame(t, "a second delivery", &two, &again)
	return two, refused1, refused2
}
