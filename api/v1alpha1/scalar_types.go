package v1alpha1

// Decimal is a decimal number as a string: an optional minus sign, up to seven
// digits without leading zeros, and up to four digits after a point. There is
// no exponent, no suffix, no plus sign and no thousands separator. The type is
// not a resource.Quantity, because that reads "62.4m" as 0.0624 and rewrites
// "0.8" as "800m". A reader parses it as a decimal number and takes the unit
// and the range from the field that uses it.
//
// +kubebuilder:validation:MinLength=1
// +kubebuilder:validation:MaxLength=12
// +kubebuilder:validation:XValidation:rule="self.matches('^-?(0|[1-9][0-9]{0,6})([.][0-9]{1,4})?$')",message="must be a decimal number such as 62.4: at most seven digits before the point and four after it, no exponent, suffix or separator",reason=FieldValueForbidden
type Decimal string

// Day is a day of the calendar, YYYY-MM-DD, without a time zone: the day that
// the athlete's own calendar shows. Days before 2000 and after 2199, and days
// that do not exist, are refused.
//
// +kubebuilder:validation:MinLength=10
// +kubebuilder:validation:MaxLength=10
// +kubebuilder:validation:XValidation:rule="!format.date().validate(self).hasValue() && self >= '2000-01-01' && self <= '2199-12-31'",message="must be a day that exists, written YYYY-MM-DD, from 2000-01-01 to 2199-12-31",reason=FieldValueForbidden
type Day string

// TimeOfDay is a wall-clock time HH:MM from 00:00 to 23:59 in the athlete's
// time zone. A time that a change of the clocks skips means the same distance
// after the last instant before the gap; one that occurs twice means the first.
//
// +kubebuilder:validation:MinLength=5
// +kubebuilder:validation:MaxLength=5
// +kubebuilder:validation:XValidation:rule="self.matches('^([01][0-9]|2[0-3]):[0-5][0-9]$')",message="must be a time of day from 00:00 to 23:59, written HH:MM",reason=FieldValueForbidden
type TimeOfDay string

// TimeZone is the name of a time zone of the IANA database, such as
// Europe/Berlin or UTC. Admission checks its shape; whether the zone exists is
// for the controller to say, which sets Stalled with InvalidTimeZone.
//
// +kubebuilder:validation:MinLength=1
// +kubebuilder:validation:MaxLength=64
// +kubebuilder:validation:XValidation:rule="self.matches('^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+){0,2}$') && !(self in ['Local', 'localtime'])",message="must be the name of a time zone of the IANA database such as Europe/Berlin: no path, no offset, not the machine's local zone",reason=FieldValueForbidden
type TimeZone string

// Weekday is a day of the week by its English name.
//
// +kubebuilder:validation:Enum=Monday;Tuesday;Wednesday;Thursday;Friday;Saturday;Sunday
type Weekday string

// The days of the week. A training week starts on Monday.
const (
	Monday    Weekday = "Monday"
	Tuesday   Weekday = "Tuesday"
	Wednesday Weekday = "Wednesday"
	Thursday  Weekday = "Thursday"
	Friday    Weekday = "Friday"
	Saturday  Weekday = "Saturday"
	Sunday    Weekday = "Sunday"
)

// AthleteRef names an Athlete in the same namespace.
type AthleteRef struct {
	// name is the Athlete's metadata.name.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=40
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([-a-z0-9]*[a-z0-9])?$`
	Name string `json:"name,omitempty"`
}

// PolicyRef names a RecoveryPolicy in the same namespace.
type PolicyRef struct {
	// name is the RecoveryPolicy's metadata.name.
	// +required
	// +kubebuilder:validation:MinLength=1
	// +kubebuilder:validation:MaxLength=253
	// +kubebuilder:validation:Pattern=`^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$`
	Name string `json:"name,omitempty"`
}
