// Command demo replays sixteen weeks of four athletes against a real control
// plane, with a fake clock: four stories whose truth is planted and whose
// outcome is checked. docs/demo.md says how to read what it prints.
//
//	go run ./hack/demo                        the stories on a control plane
//	go run ./hack/demo --up                   a control plane and manager that stay
//	go run ./hack/demo --offline --seeds 100  the stories on the engine alone, seed by seed
package main
