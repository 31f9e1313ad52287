package translate

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"fallow.dev/fallow/api/v1alpha1"
	"fallow.dev/fallow/internal/recovery"
)

// ErrModelUnavailable says that this version does not know a model of the API.
var ErrModelUnavailable = errors.New("spec.model: this version judges by Composite only; leave the field out or set Composite")

// Policy is a resolved policy: what is in force, and its engine's view.
type Policy struct {
	Resolved v1alpha1.ResolvedPolicy
	Hash     v1alpha1.Hash
	Params   recovery.Params
	Mode     recovery.Enforcement
}

// Resolve resolves a policy field by field: the policy, its base (nil without
// one), the defaults. A value outside its range is an error that only an edit of
// the spec can mend.
func Resolve(policy, base *v1alpha1.RecoveryPolicySpec) (*Policy, error) {
	p := &Policy{Params: recovery.Default()}
	r := &p.Resolved
	r.Enforcement, r.Model = v1alpha1.Enforce, v1alpha1.ModelComposite
	for _, spec := range []*v1alpha1.RecoveryPolicySpec{base, policy} {
		if spec == nil {
			continue
		}
		if spec.Enforcement != "" {
			r.Enforcement = spec.Enforcement
		}
		if spec.Model != "" {
			r.Model = spec.Model
		}
		if spec.Prescriptions.Disable != nil {
			r.Prescriptions.Disable = spec.Prescriptions.Disable
		}
		if spec.Prescriptions.Maximum != 0 {
			r.Prescriptions.Maximum = spec.Prescriptions.Maximum
		}
		if err := apply(&spec.Parameters, &p.Params); err != nil {
			return nil, err
		}
	}
	if r.Model != v1alpha1.ModelComposite {
		return nil, ErrModelUnavailable
	}
	p.Mode = recovery.Enforcement(modes.index(r.Enforcement))
	var err error
	if r.Parameters, err = parameters(&p.Params); err != nil {
		return nil, err
	}
	p.Hash, err = Hash(r)
	return p, err
}

// apply sets the given parameters by the registry's keys, which are the paths of
// the fields.
func apply(given *v1alpha1.RecoveryParameters, params *recovery.Params) error {
	raw, err := json.Marshal(given)
	if err != nil {
		return fmt.Errorf("reading parameters: %w", err)
	}
	var groups map[string]map[string]json.RawMessage
	if err := json.Unmarshal(raw, &groups); err != nil {
		return fmt.Errorf("reading parameters: %w", err)
	}
	for i := range recovery.Parameters {
		p := &recovery.Parameters[i]
		group, field, _ := strings.Cut(p.Key(), ".")
		text, set := groups[group][field]
		if !set {
			continue
		}
		value, err := strconv.ParseFloat(strings.Trim(string(text), `"`), 64)
		if err != nil {
			return &recovery.InvalidParameter{Parameter: p}
		}
		if err := p.Set(params, value); err != nil {
			return err
		}
	}
	return nil
}

// parameters writes every parameter into the API's form.
func parameters(params *recovery.Params) (v1alpha1.RecoveryParameters, error) {
	var out v1alpha1.RecoveryParameters
	groups := map[string]map[string]any{}
	for i := range recovery.Parameters {
		p := &recovery.Parameters[i]
		group, field, _ := strings.Cut(p.Key(), ".")
		if groups[group] == nil {
			groups[group] = map[string]any{}
		}
		value := p.Value(params)
		if p.Whole {
			groups[group][field] = int32(value)
		} else {
			groups[group][field] = strconv.FormatFloat(value, 'f', -1, 64)
		}
	}
	raw, err := json.Marshal(groups)
	if err != nil {
		return out, fmt.Errorf("writing parameters: %w", err)
	}
	if err := json.Unmarshal(raw, &out); err != nil {
		return out, fmt.Errorf("writing parameters: %w", err)
	}
	return out, nil
}

// Hash is the SHA-256 of the JSON of a value, whose fields have a fixed order.
func Hash(value any) (v1alpha1.Hash, error) {
	raw, err := json.Marshal(value)
	if err != nil {
		return "", fmt.Errorf("hashing: %w", err)
	}
	sum := sha256.Sum256(raw)
	return v1alpha1.Hash(hex.EncodeToString(sum[:])), nil
}

// Disabled are the modalities that a policy switches off, and the most that it
// lets a window advise.
func (p *Policy) Disabled() (off []recovery.Modality, most int) {
	for _, m := range p.Resolved.Prescriptions.Disable {
		off = append(off, recovery.Modality(m))
	}
	if most = int(p.Resolved.Prescriptions.Maximum); most == 0 {
		most = defaultPrescriptions
	}
	return off, most
}

// defaultPrescriptions is the most that a window advises where no policy says.
const defaultPrescriptions = 4
