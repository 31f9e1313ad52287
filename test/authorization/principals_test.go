package authorization_test

import (
	"context"
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/controller-runtime/pkg/client"

	"fallow.dev/fallow/api/v1alpha1"
)

const (
	// harriers is the squad whose objects are tried.
	harriers = "harriers"
	// lions is another squad.
	lions = "lions"
)

// Verbs of Fallow's own, as the policies ask for them.
const (
	waive        = "waive on restwindows in"
	waiveMedical = "waive on restwindows/medical"
	approve      = "approve on restwindows"
	hold         = "hold on restwindows"
	clearing     = "clear on restwindows"
	operate      = "operate on recoveryledgers"
)

// principal is somebody who tries.
type principal struct {
	// user is the name by which the API server knows them. Empty: the
	// administrator, who may do everything.
	user string
	// verbs are those of Fallow's own that they hold in harriers.
	verbs []string
	// binds are the roles that they are given, by namespace.
	binds map[string]string
}

// principals by name. The roles named fallow-... are those that ship.
var principals = map[string]principal{
	"administrator": {verbs: []string{operate}},
	"manager":       {user: "system:serviceaccount:fallow-system:fallow-manager", verbs: []string{operate}},
	"coach":         {user: "coach", verbs: []string{waive, approve}, binds: map[string]string{harriers: "fallow-coach"}},
	"medic":         {user: "medic", verbs: []string{waive, waiveMedical, approve, hold, clearing}, binds: map[string]string{harriers: "fallow-medic"}},
	"reporter":      {user: "reporter", binds: map[string]string{harriers: "fallow-reporter"}},
	"viewer":        {user: "viewer", binds: map[string]string{harriers: "fallow-viewer"}},
	// The strap is a device of one athlete.
	"strap": {user: "strap", binds: map[string]string{harriers: "strap"}},
	// The editor may write every object of Fallow in harriers, by a role that
	// names none of Fallow's verbs.
	"editor": {user: "editor", binds: map[string]string{harriers: "editor"}},
	// The guest coaches the lions and helps out in harriers.
	"guest": {user: "guest", binds: map[string]string{harriers: "editor", lions: "fallow-coach"}},
	// The collector is kube-controller-manager's garbage collector, which has its
	// role from Kubernetes.
	"collector": {user: "system:serviceaccount:kube-system:generic-garbage-collector"},
}

// holds reports whether a principal holds a verb. The operator is above all.
func (p principal) holds(verb string) bool {
	return slices.Contains(p.verbs, operate) || slices.Contains(p.verbs, verb)
}

// roles are those of harriers that do not ship.
var roles = map[string][]rbacv1.PolicyRule{
	"editor": {{APIGroups: []string{v1alpha1.GroupName}, Resources: []string{"*"}, Verbs: []string{"get", "list", "create", "update", "patch", "delete"}}},
	"strap": {
		{APIGroups: []string{v1alpha1.GroupName}, Resources: []string{"markerreports"}, Verbs: []string{"create"}},
		{APIGroups: []string{v1alpha1.GroupName}, Resources: []string{"athletes"}, Verbs: []string{"report"}, ResourceNames: []string{"a-7f3k"}},
	},
}

// admit makes the squads and gives the principals their roles.
func admit(ctx context.Context, c client.Client) error {
	var objects []client.Object
	for _, ns := range []string{harriers, lions} {
		objects = append(objects, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: ns}})
	}
	for name, rules := range roles {
		objects = append(objects, &rbacv1.Role{ObjectMeta: metav1.ObjectMeta{Namespace: harriers, Name: name}, Rules: rules})
	}
	for _, p := range principals {
		for ns, role := range p.binds {
			objects = append(objects, binding(ns, role, p.user))
		}
	}
	for _, o := range objects {
		if err := c.Create(ctx, o); err != nil {
			return fmt.Errorf("creating %s: %w", o.GetName(), err)
		}
	}
	return nil
}

func binding(namespace, role, user string) *rbacv1.RoleBinding {
	kind := "ClusterRole"
	if _, own := roles[role]; own {
		kind = "Role"
	}
	return &rbacv1.RoleBinding{
		ObjectMeta: metav1.ObjectMeta{Namespace: namespace, Name: role + "-" + user},
		RoleRef:    rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: kind, Name: role},
		Subjects:   []rbacv1.Subject{{Kind: rbacv1.UserKind, APIGroup: rbacv1.GroupName, Name: user}},
	}
}
