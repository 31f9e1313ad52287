package recovery

import (
	"fmt"
	"reflect"
	"testing"
)

// full is a ledger in which every list has an element.
func full() Ledger {
	column := Column{Value: []int32{1}, Quality: []int32{50}, Minute: []int32{7}, Revision: []int32{2}}
	l := Ledger{
		Sequence: 3, First: 100, Days: 1,
		Series:   []Series{{Marker: RMSSD, Source: "strap", Method: "Night", Since: 90}},
		Sessions: []SessionRow{{Source: "watch", Start: 5, Day: 100}}, Verdicts: []Verdict{{Day: 100}}, Episodes: []Episode{{ID: 1}},
		Explanation: Explanation{Reasons: []Reason{{Rule: RuleLeave}}},
	}
	l.columns(func(c *Column) { *c = column.clone() })
	return l
}

// leavesOf visits every number, text and flag of a value, with its path.
func leavesOf(path string, v reflect.Value, visit func(string, reflect.Value)) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			leavesOf(path+"."+v.Type().Field(i).Name, v.Field(i), visit)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			leavesOf(fmt.Sprintf("%s[%d]", path, i), v.Index(i), visit)
		}
	default:
		visit(path, v)
	}
}

// change makes a leaf another one.
func change(v reflect.Value) {
	switch {
	case v.Kind() == reflect.String:
		v.SetString(v.String() + "x")
	case v.Kind() == reflect.Bool:
		v.SetBool(!v.Bool())
	case v.CanInt():
		v.SetInt(v.Int() + 1)
	default:
		v.SetUint(v.Uint() + 1)
	}
}

// TestEqualSeesEverything: two ledgers that differ in any one thing are not equal,
// and a clone shares nothing with its original.
func TestEqualSeesEverything(t *testing.T) {
	original := full()
	copied := original.Clone()
	if !Equal(&original, &copied) {
		t.Fatal("a clone differs")
	}
	leaves := 0
	leavesOf("ledger", reflect.ValueOf(&copied).Elem(), func(path string, leaf reflect.Value) {
		leaves++
		old := reflect.New(leaf.Type()).Elem()
		old.Set(leaf)
		change(leaf)
		if Equal(&original, &copied) {
			t.Errorf("another %s goes unnoticed", path)
		}
		leaf.Set(old)
	})
	if leaves < 200 {
		t.Errorf("visited %d leaves only", leaves)
	}
	copied = original.Clone()
	before := fmt.Sprintf("%+v", original)
	leavesOf("ledger", reflect.ValueOf(&copied).Elem(), func(_ string, leaf reflect.Value) { change(leaf) })
	if after := fmt.Sprintf("%+v", original); after != before {
		t.Error("changing a clone changed its original")
	}
	for name, drop := range map[string]func(*Ledger){
		"series":   func(l *Ledger) { l.Series = nil },
		"sessions": func(l *Ledger) { l.Sessions = nil },
		"verdicts": func(l *Ledger) { l.Verdicts = nil },
		"episodes": func(l *Ledger) { l.Episodes = nil },
		"reasons":  func(l *Ledger) { l.Explanation.Reasons = nil },
		"a column": func(l *Ledger) { l.Wellness[0] = Column{} },
	} {
		shorter := original.Clone()
		if drop(&shorter); Equal(&original, &shorter) || Equal(&shorter, &original) {
			t.Errorf("missing %s go unnoticed", name)
		}
	}
}
