package recovery

import "testing"

// A day that is judged again with more data keeps the rest that it has already
// given: neither a later start nor an earlier end, whatever the new dose says.
func TestJudgedAgainKeepsTheRestGiven(t *testing.T) {
	given := Episode{ID: 3, Start: 1000, EasyFrom: 4000, End: 9000, Extensions: 2}
	for name, c := range map[string]struct {
		again                Episode
		start, easyFrom, end Instant
		extensions           int32
	}{
		"shorter":         {Episode{ID: 3, Start: 1500, EasyFrom: 2000, End: 5000}, 1000, 4000, 9000, 2},
		"longer":          {Episode{ID: 3, Start: 500, EasyFrom: 2000, End: 12000}, 500, 4000, 12000, 2},
		"another episode": {Episode{ID: 4, Start: 1500, EasyFrom: 2000, End: 5000}, 1500, 2000, 5000, 0},
	} {
		t.Run(name, func(t *testing.T) {
			e := c.again
			e.keepRest(&given)
			want := c.again
			want.Start, want.EasyFrom, want.End, want.Extensions = c.start, c.easyFrom, c.end, c.extensions
			if e != want {
				t.Errorf("rest %+v; want %+v", e, want)
			}
		})
	}
}
