// Package translate turns API objects into the values of the engine and back. It
// decides nothing: what it drops or adds is a matter of representation alone.
package translate
