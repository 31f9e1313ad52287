package recovery

// Parameter describes one constant of the model: what it means, its unit, the
// range in which a policy may set it, its default, and how strong the evidence
// for the default is. The policy's fields, their comments and bounds and the
// table in the docs are generated from this registry.
//
// Grades: A meta-analysis, consensus or two or more randomised trials; B one
// randomised trial or consistent cohorts; C small or observational studies or
// mechanism; D expert default.
type Parameter struct {
	Group, Name       string // the field of Params, and its field
	Unit              string
	Min, Max, Default float64
	Grade             string
	Meaning           string
	Whole             bool // an integer; otherwise a decimal of at most four places

	field func(*Params) any // *int or *float64
}

// DefaultsVersion names the set of defaults below; a change of one raises it.
const DefaultsVersion = 1

// Key is the parameter's path in a policy, such as baseline.referenceDays.
func (p *Parameter) Key() string { return lowerFirst(p.Group) + "." + lowerFirst(p.Name) }

// Value reads the parameter from params.
func (p *Parameter) Value(params *Params) float64 {
	switch f := p.field(params).(type) {
	case *int:
		return float64(*f)
	case *float64:
		return *f
	}
	return 0
}

// Set writes the parameter; a value outside its range, or not whole where it
// has to be, is an *InvalidParameter and changes nothing.
func (p *Parameter) Set(params *Params, value float64) error {
	if !(value >= p.Min && value <= p.Max) || (p.Whole && value != float64(int(value))) {
		return &InvalidParameter{Parameter: p}
	}
	p.set(params, value)
	return nil
}

func (p *Parameter) set(params *Params, value float64) {
	switch f := p.field(params).(type) {
	case *int:
		*f = int(value)
	case *float64:
		*f = value
	}
}

// Parameters is the registry, in the order of the docs.
var Parameters = []Parameter{
	{Group: "Baseline", Name: "ReferenceDays", Unit: "days", Min: 14, Max: 90, Default: 60, Grade: "B", Whole: true, Meaning: "values of the reference period, restored days only (Plews 2014; HRV4Training uses 60)", field: func(p *Params) any { return &p.Baseline.ReferenceDays }},
	{Group: "Baseline", Name: "LagDays", Unit: "days", Min: 1, Max: 28, Default: 7, Grade: "C", Whole: true, Meaning: "days between the reference of a trend and today, so that a bad week does not drag its own reference", field: func(p *Params) any { return &p.Baseline.LagDays }},
	{Group: "Baseline", Name: "LongLagDays", Unit: "days", Min: 7, Max: 45, Default: 28, Grade: "D", Whole: true, Meaning: "the same once enough history exists, so that a slow decline does not drag its own reference", field: func(p *Params) any { return &p.Baseline.LongLagDays }},
	{Group: "Baseline", Name: "LongLagFromDays", Unit: "days", Min: 60, Max: 105, Default: 98, Grade: "D", Whole: true, Meaning: "days of history from which the long lag is used", field: func(p *Params) any { return &p.Baseline.LongLagFromDays }},
	{Group: "Baseline", Name: "MinimumValues", Unit: "values", Min: 8, Max: 60, Default: 14, Grade: "C", Whole: true, Meaning: "values from which a reference is established", field: func(p *Params) any { return &p.Baseline.MinimumValues }},
	{Group: "Baseline", Name: "ProvisionalValues", Unit: "values", Min: 3, Max: 14, Default: 7, Grade: "D", Whole: true, Meaning: "values from which a reference is provisional; below it the marker is not used", field: func(p *Params) any { return &p.Baseline.ProvisionalValues }},
	{Group: "Baseline", Name: "ProvisionalWidening", Unit: "factor", Min: 1, Max: 3, Default: 1.5, Grade: "D", Meaning: "widening of the SD of a provisional reference", field: func(p *Params) any { return &p.Baseline.ProvisionalWidening }},
	{Group: "Baseline", Name: "PriorValues", Unit: "values", Min: 0, Max: 30, Default: 5, Grade: "D", Meaning: "pseudo-values by which the prior SD counts in the reference variance", field: func(p *Params) any { return &p.Baseline.PriorValues }},
	{Group: "Baseline", Name: "PriorSDLnRMSSD", Unit: "ln ms", Min: 0.05, Max: 1, Default: 0.3, Grade: "C", Meaning: "prior within-person SD of lnRMSSD (six public exports: 0.21 to 0.45)", field: func(p *Params) any { return &p.Baseline.PriorSDLnRMSSD }},
	{Group: "Baseline", Name: "PriorSDRestingHeartRate", Unit: "/min", Min: 0.5, Max: 15, Default: 3.5, Grade: "C", Meaning: "prior within-person SD of resting heart rate (public exports: 3.0 to 5.5)", field: func(p *Params) any { return &p.Baseline.PriorSDRestingHeartRate }},
	{Group: "Baseline", Name: "PriorSDWellness", Unit: "points", Min: 0.1, Max: 2, Default: 0.7, Grade: "D", Meaning: "prior within-person SD of a wellness item of 1 to 5", field: func(p *Params) any { return &p.Baseline.PriorSDWellness }},
	{Group: "Baseline", Name: "PriorSDRPE", Unit: "points", Min: 0.2, Max: 3, Default: 1, Grade: "D", Meaning: "prior SD of the session RPE (CR-10) at a fixed load", field: func(p *Params) any { return &p.Baseline.PriorSDRPE }},
	{Group: "Baseline", Name: "TrendDays", Unit: "days", Min: 3, Max: 14, Default: 7, Grade: "A", Whole: true, Meaning: "calendar days of the trend mean (Plews 2014; Vesterinen 2016)", field: func(p *Params) any { return &p.Baseline.TrendDays }},
	{Group: "Baseline", Name: "TrendMinimumValues", Unit: "values", Min: 2, Max: 7, Default: 3, Grade: "B", Whole: true, Meaning: "values that a trend mean needs (Plews 2014)", field: func(p *Params) any { return &p.Baseline.TrendMinimumValues }},
	{Group: "Baseline", Name: "EpisodeTrendDays", Unit: "days", Min: 2, Max: 7, Default: 3, Grade: "D", Whole: true, Meaning: "calendar days of the trend mean inside an open episode", field: func(p *Params) any { return &p.Baseline.EpisodeTrendDays }},
	{Group: "Baseline", Name: "EpisodeTrendMinimumValues", Unit: "values", Min: 1, Max: 7, Default: 2, Grade: "D", Whole: true, Meaning: "values that the trend mean inside an episode needs", field: func(p *Params) any { return &p.Baseline.EpisodeTrendMinimumValues }},
	{Group: "Baseline", Name: "Autocorrelation", Unit: "correlation", Min: 0, Max: 0.9, Default: 0.3, Grade: "C", Meaning: "lag-1 autocorrelation of daily values, for the standard error of a mean", field: func(p *Params) any { return &p.Baseline.Autocorrelation }},
	{Group: "Baseline", Name: "LearningDays", Unit: "days", Min: 7, Max: 84, Default: 28, Grade: "D", Whole: true, Meaning: "days from the first report during which only gates and self-report advise", field: func(p *Params) any { return &p.Baseline.LearningDays }},
	{Group: "Autonomic", Name: "TrendWeight", Unit: "weight", Min: 0, Max: 2, Default: 0.5, Grade: "D", Meaning: "weight of the trend z of lnRMSSD", field: func(p *Params) any { return &p.Autonomic.TrendWeight }},
	{Group: "Autonomic", Name: "AcuteWeight", Unit: "weight", Min: 0, Max: 2, Default: 0.3, Grade: "D", Meaning: "weight of today's z of lnRMSSD", field: func(p *Params) any { return &p.Autonomic.AcuteWeight }},
	{Group: "Autonomic", Name: "RestingHeartRateWeight", Unit: "weight", Min: 0, Max: 2, Default: 0.2, Grade: "A", Meaning: "weight of the trend z of resting heart rate, small because of its noise (Bosquet 2008; Buchheit 2014)", field: func(p *Params) any { return &p.Autonomic.RestingHeartRateWeight }},
	{Group: "Autonomic", Name: "AcuteOnlyWeight", Unit: "weight", Min: 0, Max: 2, Default: 0.8, Grade: "D", Meaning: "weight of today's z where no trend can be computed", field: func(p *Params) any { return &p.Autonomic.AcuteOnlyWeight }},
	{Group: "Autonomic", Name: "AcuteOnlyQuality", Unit: "share", Min: 0, Max: 1, Default: 0.5, Grade: "D", Meaning: "quality of the channel where no trend can be computed", field: func(p *Params) any { return &p.Autonomic.AcuteOnlyQuality }},
	{Group: "Autonomic", Name: "FreshDays", Unit: "days", Min: 0, Max: 7, Default: 2, Grade: "D", Whole: true, Meaning: "age up to which the newest value keeps the channel in use", field: func(p *Params) any { return &p.Autonomic.FreshDays }},
	{Group: "Autonomic", Name: "ParadoxTrend", Unit: "SD", Min: 0.5, Max: 3, Default: 1, Grade: "B", Meaning: "trend z from which a raised lnRMSSD may mean functional overreaching (Le Meur 2013)", field: func(p *Params) any { return &p.Autonomic.ParadoxTrend }},
	{Group: "Autonomic", Name: "ParadoxRestingHeartRate", Unit: "SD", Min: -3, Max: -0.5, Default: -1, Grade: "B", Meaning: "trend z of resting heart rate below which the same holds (Le Meur 2013; Aubry 2015)", field: func(p *Params) any { return &p.Autonomic.ParadoxRestingHeartRate }},
	{Group: "Autonomic", Name: "ParadoxSubjective", Unit: "SD", Min: 0.5, Max: 2, Default: 1, Grade: "B", Meaning: "self-reported strain from which the same holds (Le Meur 2013)", field: func(p *Params) any { return &p.Autonomic.ParadoxSubjective }},
	{Group: "Autonomic", Name: "ParadoxEvidence", Unit: "SD", Min: 0, Max: 2, Default: 1, Grade: "D", Meaning: "evidence that the autonomic channel then gives", field: func(p *Params) any { return &p.Autonomic.ParadoxEvidence }},
	{Group: "Autonomic", Name: "OverloadDays", Unit: "days", Min: 1, Max: 21, Default: 4, Grade: "D", Whole: true, Meaning: "days of high load in the window that make an overload", field: func(p *Params) any { return &p.Autonomic.OverloadDays }},
	{Group: "Autonomic", Name: "OverloadWindowDays", Unit: "days", Min: 7, Max: 28, Default: 21, Grade: "D", Whole: true, Meaning: "window in which days of high load are counted", field: func(p *Params) any { return &p.Autonomic.OverloadWindowDays }},
	{Group: "Autonomic", Name: "SaturationSubjective", Unit: "SD", Min: 0, Max: 2, Default: 0.5, Grade: "C", Meaning: "self-reported strain below which a parasympathetic saturation is read as neutral (Plews 2013)", field: func(p *Params) any { return &p.Autonomic.SaturationSubjective }},
	{Group: "Autonomic", Name: "TravelZones", Unit: "time zones", Min: 1, Max: 12, Default: 3, Grade: "D", Whole: true, Meaning: "zones crossed from which the channel is suspended, one day a zone", field: func(p *Params) any { return &p.Autonomic.TravelZones }},
	{Group: "Autonomic", Name: "AltitudeMetres", Unit: "m", Min: 500, Max: 5000, Default: 2000, Grade: "C", Whole: true, Meaning: "altitude above which a day's autonomic values are not judged", field: func(p *Params) any { return &p.Autonomic.AltitudeMetres }},
	{Group: "Subjective", Name: "TodayWeight", Unit: "weight", Min: 0, Max: 1, Default: 0.6, Grade: "D", Meaning: "weight of today's answers", field: func(p *Params) any { return &p.Subjective.TodayWeight }},
	{Group: "Subjective", Name: "RecentWeight", Unit: "weight", Min: 0, Max: 1, Default: 0.4, Grade: "D", Meaning: "weight of the mean of the recent days", field: func(p *Params) any { return &p.Subjective.RecentWeight }},
	{Group: "Subjective", Name: "RecentDays", Unit: "days", Min: 2, Max: 7, Default: 3, Grade: "D", Whole: true, Meaning: "calendar days of the recent mean", field: func(p *Params) any { return &p.Subjective.RecentDays }},
	{Group: "Subjective", Name: "ItemFloorSD", Unit: "points", Min: 0.1, Max: 2, Default: 0.5, Grade: "D", Meaning: "least SD of an item, so that a steady answerer is not judged on one point", field: func(p *Params) any { return &p.Subjective.ItemFloorSD }},
	{Group: "Subjective", Name: "ItemClipSD", Unit: "SD", Min: 1, Max: 5, Default: 2.5, Grade: "D", Meaning: "bound of an item's z", field: func(p *Params) any { return &p.Subjective.ItemClipSD }},
	{Group: "Subjective", Name: "AnsweredSharePercent", Unit: "%", Min: 20, Max: 100, Default: 60, Grade: "D", Whole: true, Meaning: "share of items that a day needs; missing ones are pro-rated", field: func(p *Params) any { return &p.Subjective.AnsweredSharePercent }},
	{Group: "Subjective", Name: "FreshHalfLifeDays", Unit: "days", Min: 0.25, Max: 7, Default: 1, Grade: "D", Meaning: "half-life of the channel's freshness", field: func(p *Params) any { return &p.Subjective.FreshHalfLifeDays }},
	{Group: "Subjective", Name: "FreshDays", Unit: "days", Min: 1, Max: 7, Default: 3, Grade: "D", Meaning: "age beyond which the channel is not used", field: func(p *Params) any { return &p.Subjective.FreshDays }},
	{Group: "Subjective", Name: "FlatLineDays", Unit: "days", Min: 5, Max: 30, Default: 10, Grade: "D", Whole: true, Meaning: "identical days from which answers are taken for straight-lining", field: func(p *Params) any { return &p.Subjective.FlatLineDays }},
	{Group: "Subjective", Name: "FlatLineDifferDays", Unit: "days", Min: 1, Max: 10, Default: 3, Grade: "D", Whole: true, Meaning: "differing days that end it", field: func(p *Params) any { return &p.Subjective.FlatLineDifferDays }},
	{Group: "Subjective", Name: "FlatLineWindowDays", Unit: "days", Min: 5, Max: 30, Default: 10, Grade: "D", Whole: true, Meaning: "answered days in which the differing ones are counted", field: func(p *Params) any { return &p.Subjective.FlatLineWindowDays }},
	{Group: "Subjective", Name: "FlatLineQuality", Unit: "share", Min: 0, Max: 1, Default: 0.5, Grade: "D", Meaning: "quality of the channel while straight-lining", field: func(p *Params) any { return &p.Subjective.FlatLineQuality }},
	{Group: "Performance", Name: "TypicalErrorRPE", Unit: "points", Min: 0.3, Max: 3, Default: 1, Grade: "D", Meaning: "typical error of the RPE at a fixed load; smaller changes count 0", field: func(p *Params) any { return &p.Performance.TypicalErrorRPE }},
	{Group: "Performance", Name: "ComparableDurationPercent", Unit: "%", Min: 1, Max: 50, Default: 10, Grade: "D", Whole: true, Meaning: "difference of duration within which two sessions are comparable", field: func(p *Params) any { return &p.Performance.ComparableDurationPercent }},
	{Group: "Performance", Name: "ComparablePowerPercent", Unit: "%", Min: 1, Max: 20, Default: 5, Grade: "D", Whole: true, Meaning: "difference of mean power within which two sessions are comparable, where both give it", field: func(p *Params) any { return &p.Performance.ComparablePowerPercent }},
	{Group: "Performance", Name: "MinimumComparable", Unit: "sessions", Min: 2, Max: 20, Default: 3, Grade: "D", Whole: true, Meaning: "comparable sessions that a reference needs", field: func(p *Params) any { return &p.Performance.MinimumComparable }},
	{Group: "Performance", Name: "Sessions", Unit: "sessions", Min: 1, Max: 10, Default: 3, Grade: "D", Whole: true, Meaning: "newest comparable sessions that are judged together", field: func(p *Params) any { return &p.Performance.Sessions }},
	{Group: "Performance", Name: "FreshHalfLifeDays", Unit: "days", Min: 1, Max: 14, Default: 4, Grade: "D", Meaning: "half-life of the channel's freshness", field: func(p *Params) any { return &p.Performance.FreshHalfLifeDays }},
	{Group: "Performance", Name: "FreshDays", Unit: "days", Min: 2, Max: 28, Default: 14, Grade: "D", Meaning: "age beyond which the channel is not used", field: func(p *Params) any { return &p.Performance.FreshDays }},
	{Group: "Performance", Name: "DiscordanceRPE", Unit: "points", Min: 0.5, Max: 4, Default: 1.5, Grade: "D", Meaning: "rise of RPE at an unchanged load that counts as discordant", field: func(p *Params) any { return &p.Performance.DiscordanceRPE }},
	{Group: "Performance", Name: "DiscordanceSessions", Unit: "sessions", Min: 1, Max: 10, Default: 2, Grade: "D", Whole: true, Meaning: "discordant sessions among the judged ones that raise the flag", field: func(p *Params) any { return &p.Performance.DiscordanceSessions }},
	{Group: "Sleep", Name: "DebtWeight", Unit: "weight", Min: 0, Max: 2, Default: 0.5, Grade: "D", Meaning: "weight of the sleep debt", field: func(p *Params) any { return &p.Sleep.DebtWeight }},
	{Group: "Sleep", Name: "DebtScaleHours", Unit: "h", Min: 1, Max: 14, Default: 4, Grade: "D", Meaning: "debt that counts as one unit (Sargent 2021)", field: func(p *Params) any { return &p.Sleep.DebtScaleHours }},
	{Group: "Sleep", Name: "ShortWeight", Unit: "weight", Min: 0, Max: 2, Default: 0.3, Grade: "D", Meaning: "weight of last night's shortfall", field: func(p *Params) any { return &p.Sleep.ShortWeight }},
	{Group: "Sleep", Name: "ShortScaleHours", Unit: "h", Min: 0.5, Max: 6, Default: 1.5, Grade: "D", Meaning: "shortfall that counts as one unit", field: func(p *Params) any { return &p.Sleep.ShortScaleHours }},
	{Group: "Sleep", Name: "RegularityWeight", Unit: "weight", Min: 0, Max: 2, Default: 0.2, Grade: "D", Meaning: "weight of an irregular week", field: func(p *Params) any { return &p.Sleep.RegularityWeight }},
	{Group: "Sleep", Name: "RegularityFloor", Unit: "index", Min: 0, Max: 100, Default: 70, Grade: "D", Meaning: "sleep regularity index below which irregularity counts (Phillips 2017)", field: func(p *Params) any { return &p.Sleep.RegularityFloor }},
	{Group: "Sleep", Name: "RegularityScale", Unit: "index", Min: 5, Max: 100, Default: 15, Grade: "D", Meaning: "fall of the index that counts as one unit", field: func(p *Params) any { return &p.Sleep.RegularityScale }},
	{Group: "Sleep", Name: "DebtCapHours", Unit: "h", Min: 4, Max: 14, Default: 14, Grade: "D", Meaning: "bound of the debt", field: func(p *Params) any { return &p.Sleep.DebtCapHours }},
	{Group: "Sleep", Name: "OwnNeedPercentile", Unit: "%", Min: 50, Max: 100, Default: 75, Grade: "D", Meaning: "percentile of the athlete's own sleep that bounds the declared need", field: func(p *Params) any { return &p.Sleep.OwnNeedPercentile }},
	{Group: "Sleep", Name: "Nights", Unit: "nights", Min: 3, Max: 7, Default: 7, Grade: "D", Whole: true, Meaning: "nights over which debt is summed (Banks 2010)", field: func(p *Params) any { return &p.Sleep.Nights }},
	{Group: "Sleep", Name: "MinimumNights", Unit: "nights", Min: 1, Max: 7, Default: 3, Grade: "D", Whole: true, Meaning: "nights that the channel needs", field: func(p *Params) any { return &p.Sleep.MinimumNights }},
	{Group: "Sleep", Name: "MedianMargin", Unit: "SD", Min: 0, Max: 2, Default: 0.5, Grade: "D", Meaning: "excess over the own median from which sleep counts as one of two channels", field: func(p *Params) any { return &p.Sleep.MedianMargin }},
	{Group: "Load", Name: "Percentile", Unit: "%", Min: 50, Max: 99, Default: 90, Grade: "C", Meaning: "own percentile of strain and weekly load that counts as high (Foster 1998: individual thresholds)", field: func(p *Params) any { return &p.Load.Percentile }},
	{Group: "Load", Name: "WindowDays", Unit: "days", Min: 28, Max: 98, Default: 84, Grade: "C", Whole: true, Meaning: "days over which the percentile is taken", field: func(p *Params) any { return &p.Load.WindowDays }},
	{Group: "Load", Name: "MinimumDays", Unit: "days", Min: 14, Max: 84, Default: 28, Grade: "D", Whole: true, Meaning: "days from which it is taken", field: func(p *Params) any { return &p.Load.MinimumDays }},
	{Group: "Load", Name: "MonotonyCap", Unit: "ratio", Min: 2, Max: 20, Default: 10, Grade: "D", Meaning: "bound of the monotony of equal days, for display and strain (Foster 1998)", field: func(p *Params) any { return &p.Load.MonotonyCap }},
	{Group: "Load", Name: "NoReferencePenalty", Unit: "share", Min: 0, Max: 0.5, Default: 0.1, Grade: "D", Meaning: "confidence lost where no percentile exists", field: func(p *Params) any { return &p.Load.NoReferencePenalty }},
	{Group: "Load", Name: "UnknownDays", Unit: "days", Min: 0, Max: 7, Default: 2, Grade: "D", Whole: true, Meaning: "days of unknown load in a week beyond which confidence is lost", field: func(p *Params) any { return &p.Load.UnknownDays }},
	{Group: "Load", Name: "UnknownPenalty", Unit: "share", Min: 0, Max: 0.5, Default: 0.2, Grade: "D", Meaning: "confidence lost by it", field: func(p *Params) any { return &p.Load.UnknownPenalty }},
	{Group: "Evidence", Name: "PriorLogOdds", Unit: "logit", Min: -4, Max: 0, Default: -1.73, Grade: "D", Meaning: "log-odds of incomplete recovery before any evidence (a base rate of 15 %)", field: func(p *Params) any { return &p.Evidence.PriorLogOdds }},
	{Group: "Evidence", Name: "SubjectiveWeight", Unit: "logit per SD", Min: 0, Max: 3, Default: 1.2, Grade: "D", Meaning: "weight of the subjective channel (order: Saw 2016, grade B)", field: func(p *Params) any { return &p.Evidence.SubjectiveWeight }},
	{Group: "Evidence", Name: "AutonomicWeight", Unit: "logit per SD", Min: 0, Max: 3, Default: 1, Grade: "D", Meaning: "weight of the autonomic channel", field: func(p *Params) any { return &p.Evidence.AutonomicWeight }},
	{Group: "Evidence", Name: "PerformanceWeight", Unit: "logit per SD", Min: 0, Max: 3, Default: 1.4, Grade: "D", Meaning: "weight of the performance channel (Buchheit 2014: best signal to noise)", field: func(p *Params) any { return &p.Evidence.PerformanceWeight }},
	{Group: "Evidence", Name: "SleepWeight", Unit: "logit per SD", Min: 0, Max: 3, Default: 0.6, Grade: "D", Meaning: "weight of the sleep channel", field: func(p *Params) any { return &p.Evidence.SleepWeight }},
	{Group: "Evidence", Name: "LoadWeight", Unit: "logit per unit", Min: 0, Max: 2, Default: 0.5, Grade: "D", Meaning: "weight of load, a prior only", field: func(p *Params) any { return &p.Evidence.LoadWeight }},
	{Group: "Evidence", Name: "DeadBand", Unit: "SD", Min: 0, Max: 1.5, Default: 0.5, Grade: "A", Meaning: "deviation that counts nothing (the smallest worthwhile change of 0.5 SD)", field: func(p *Params) any { return &p.Evidence.DeadBand }},
	{Group: "Evidence", Name: "Cap", Unit: "SD", Min: 0.5, Max: 4, Default: 1.5, Grade: "D", Meaning: "bound of what one channel gives", field: func(p *Params) any { return &p.Evidence.Cap }},
	{Group: "Evidence", Name: "SecondDiscount", Unit: "share", Min: 0, Max: 1, Default: 0.8, Grade: "D", Meaning: "share by which the second largest piece of evidence counts, for correlation", field: func(p *Params) any { return &p.Evidence.SecondDiscount }},
	{Group: "Evidence", Name: "ThirdDiscount", Unit: "share", Min: 0, Max: 1, Default: 0.65, Grade: "D", Meaning: "share of the third", field: func(p *Params) any { return &p.Evidence.ThirdDiscount }},
	{Group: "Evidence", Name: "FourthDiscount", Unit: "share", Min: 0, Max: 1, Default: 0.5, Grade: "D", Meaning: "share of the fourth", field: func(p *Params) any { return &p.Evidence.FourthDiscount }},
	{Group: "Evidence", Name: "MinimumTotalWeight", Unit: "logit per SD", Min: 0.1, Max: 5, Default: 1.2, Grade: "D", Meaning: "least sum of weights against which confidence is measured", field: func(p *Params) any { return &p.Evidence.MinimumTotalWeight }},
	{Group: "Evidence", Name: "DeliveredDays", Unit: "days", Min: 1, Max: 28, Default: 3, Grade: "D", Whole: true, Meaning: "days on which a channel was delivered, so that it is expected", field: func(p *Params) any { return &p.Evidence.DeliveredDays }},
	{Group: "Evidence", Name: "DeliveredWindowDays", Unit: "days", Min: 7, Max: 56, Default: 28, Grade: "D", Whole: true, Meaning: "window in which these days are counted", field: func(p *Params) any { return &p.Evidence.DeliveredWindowDays }},
	{Group: "Decision", Name: "EnterProbability", Unit: "probability", Min: 0.3, Max: 0.95, Default: 0.6, Grade: "D", Meaning: "probability from which recovery is judged incomplete, repeatedly", field: func(p *Params) any { return &p.Decision.EnterProbability }},
	{Group: "Decision", Name: "EnterAtOnceProbability", Unit: "probability", Min: 0.5, Max: 0.99, Default: 0.8, Grade: "D", Meaning: "probability from which one evaluation is enough", field: func(p *Params) any { return &p.Decision.EnterAtOnceProbability }},
	{Group: "Decision", Name: "LeaveProbability", Unit: "probability", Min: 0.05, Max: 0.6, Default: 0.35, Grade: "D", Meaning: "probability up to which it is judged restored", field: func(p *Params) any { return &p.Decision.LeaveProbability }},
	{Group: "Decision", Name: "EnterEvaluations", Unit: "evaluations", Min: 1, Max: 7, Default: 2, Grade: "D", Whole: true, Meaning: "consecutive answered evaluations for entry", field: func(p *Params) any { return &p.Decision.EnterEvaluations }},
	{Group: "Decision", Name: "LeaveEvaluations", Unit: "evaluations", Min: 1, Max: 7, Default: 2, Grade: "D", Whole: true, Meaning: "answered evaluations on which the leave rule has to hold, of one more", field: func(p *Params) any { return &p.Decision.LeaveEvaluations }},
	{Group: "Decision", Name: "RestoredEvaluations", Unit: "evaluations", Min: 1, Max: 7, Default: 2, Grade: "D", Whole: true, Meaning: "consecutive answered evaluations for Restored without an episode", field: func(p *Params) any { return &p.Decision.RestoredEvaluations }},
	{Group: "Decision", Name: "DecideConfidence", Unit: "share", Min: 0.05, Max: 1, Default: 0.4, Grade: "D", Meaning: "confidence that entry and leave need", field: func(p *Params) any { return &p.Decision.DecideConfidence }},
	{Group: "Decision", Name: "UnknownConfidence", Unit: "share", Min: 0.05, Max: 1, Default: 0.25, Grade: "D", Meaning: "confidence below which the state is Unknown", field: func(p *Params) any { return &p.Decision.UnknownConfidence }},
	{Group: "Decision", Name: "Channels", Unit: "channels", Min: 1, Max: 4, Default: 2, Grade: "B", Whole: true, Meaning: "channels that have to agree (findings 1 to 5: no single marker suffices)", field: func(p *Params) any { return &p.Decision.Channels }},
	{Group: "Decision", Name: "SubjectiveAlone", Unit: "SD", Min: 0.5, Max: 2, Default: 1.5, Grade: "D", Meaning: "self-reported strain that opens a short Easy window alone, with load or discordance", field: func(p *Params) any { return &p.Decision.SubjectiveAlone }},
	{Group: "Decision", Name: "SubjectiveAloneDays", Unit: "days", Min: 1, Max: 7, Default: 3, Grade: "D", Whole: true, Meaning: "consecutive answered days for it", field: func(p *Params) any { return &p.Decision.SubjectiveAloneDays }},
	{Group: "Decision", Name: "LeaveSubjective", Unit: "SD", Min: 0, Max: 2, Default: 0.5, Grade: "D", Meaning: "self-reported strain that the leave rule allows", field: func(p *Params) any { return &p.Decision.LeaveSubjective }},
	{Group: "Decision", Name: "LeaveTrend", Unit: "SD", Min: -2, Max: 0.5, Default: -0.5, Grade: "D", Meaning: "three-day mean of lnRMSSD, in SD of single days, that it needs: within the smallest worthwhile change", field: func(p *Params) any { return &p.Decision.LeaveTrend }},
	{Group: "Decision", Name: "LeaveRestingHeartRate", Unit: "SD", Min: 0, Max: 2, Default: 1, Grade: "D", Meaning: "three-day mean of resting heart rate, in SD of single days, that it allows; wider than the draft's 0.5 because its noise is larger than its signal (Buchheit 2014)", field: func(p *Params) any { return &p.Decision.LeaveRestingHeartRate }},
	{Group: "Decision", Name: "LeavePerformance", Unit: "SD", Min: 0, Max: 2, Default: 0.5, Grade: "D", Meaning: "performance loss that it allows", field: func(p *Params) any { return &p.Decision.LeavePerformance }},
	{Group: "Decision", Name: "StrainedDays", Unit: "days", Min: 1, Max: 7, Default: 3, Grade: "D", Whole: true, Meaning: "Strained days that open an Easy window", field: func(p *Params) any { return &p.Decision.StrainedDays }},
	{Group: "Decision", Name: "StrainedWindowDays", Unit: "days", Min: 2, Max: 14, Default: 4, Grade: "D", Whole: true, Meaning: "days in which they are counted", field: func(p *Params) any { return &p.Decision.StrainedWindowDays }},
	{Group: "Decision", Name: "DriftSD", Unit: "SD", Min: 0.25, Max: 2, Default: 0.75, Grade: "D", Meaning: "slow drift of lnRMSSD or wellness that is called one", field: func(p *Params) any { return &p.Decision.DriftSD }},
	{Group: "Decision", Name: "DriftDays", Unit: "days", Min: 7, Max: 28, Default: 14, Grade: "D", Whole: true, Meaning: "days over which the drift is averaged, and for which it has to last", field: func(p *Params) any { return &p.Decision.DriftDays }},
	{Group: "Decision", Name: "OverreachedDays", Unit: "days", Min: 3, Max: 28, Default: 7, Grade: "D", Whole: true, Meaning: "Incomplete days that raise the suspicion of overreaching", field: func(p *Params) any { return &p.Decision.OverreachedDays }},
	{Group: "Decision", Name: "OverreachedWindowDays", Unit: "days", Min: 5, Max: 42, Default: 10, Grade: "D", Whole: true, Meaning: "days in which they are counted", field: func(p *Params) any { return &p.Decision.OverreachedWindowDays }},
	{Group: "Decision", Name: "OverreachedEpisodeDays", Unit: "days", Min: 2, Max: 28, Default: 5, Grade: "D", Whole: true, Meaning: "days of an episode without exit that raise it", field: func(p *Params) any { return &p.Decision.OverreachedEpisodeDays }},
	{Group: "Decision", Name: "OverreachedSubjectiveDays", Unit: "days", Min: 2, Max: 14, Default: 5, Grade: "D", Whole: true, Meaning: "days of self-reported strain that stand for a performance loss where no comparable session exists", field: func(p *Params) any { return &p.Decision.OverreachedSubjectiveDays }},
	{Group: "Decision", Name: "OverreachedCertainDays", Unit: "days", Min: 5, Max: 28, Default: 10, Grade: "D", Whole: true, Meaning: "days of an episode after which no performance loss is asked for", field: func(p *Params) any { return &p.Decision.OverreachedCertainDays }},
	{Group: "Decision", Name: "OverreachedLeaveEvaluations", Unit: "evaluations", Min: 1, Max: 7, Default: 2, Grade: "D", Whole: true, Meaning: "answered evaluations that its leave rule needs, of one more", field: func(p *Params) any { return &p.Decision.OverreachedLeaveEvaluations }},
	{Group: "Dose", Name: "HalfLifeShortHours", Unit: "h", Min: 6, Max: 168, Default: 36, Grade: "D", Meaning: "half-life of the deficit after a short suppression", field: func(p *Params) any { return &p.Dose.HalfLifeShortHours }},
	{Group: "Dose", Name: "HalfLifeMediumHours", Unit: "h", Min: 6, Max: 168, Default: 48, Grade: "D", Meaning: "half-life after a suppression of some days", field: func(p *Params) any { return &p.Dose.HalfLifeMediumHours }},
	{Group: "Dose", Name: "HalfLifeLongHours", Unit: "h", Min: 6, Max: 168, Default: 60, Grade: "C", Meaning: "half-life after a suppression of more than a week (Baumert 2006: 64 h after two weeks of overload)", field: func(p *Params) any { return &p.Dose.HalfLifeLongHours }},
	{Group: "Dose", Name: "ShortDays", Unit: "days", Min: 1, Max: 14, Default: 3, Grade: "D", Whole: true, Meaning: "longest short suppression", field: func(p *Params) any { return &p.Dose.ShortDays }},
	{Group: "Dose", Name: "MediumDays", Unit: "days", Min: 2, Max: 28, Default: 7, Grade: "D", Whole: true, Meaning: "longest suppression of some days", field: func(p *Params) any { return &p.Dose.MediumDays }},
	{Group: "Dose", Name: "TargetSD", Unit: "SD", Min: 0.1, Max: 1.5, Default: 0.5, Grade: "D", Meaning: "deviation at which the athlete counts as restored", field: func(p *Params) any { return &p.Dose.TargetSD }},
	{Group: "Dose", Name: "FallingFactor", Unit: "factor", Min: 1, Max: 3, Default: 1.25, Grade: "D", Meaning: "lengthening while the trend falls", field: func(p *Params) any { return &p.Dose.FallingFactor }},
	{Group: "Dose", Name: "ImprovingFactor", Unit: "factor", Min: 0.3, Max: 1, Default: 0.85, Grade: "D", Meaning: "shortening while the trend improves for two days", field: func(p *Params) any { return &p.Dose.ImprovingFactor }},
	{Group: "Dose", Name: "FallingSDPerWeek", Unit: "SD per week", Min: 0.1, Max: 3, Default: 0.5, Grade: "D", Meaning: "fall of the trend that lengthens", field: func(p *Params) any { return &p.Dose.FallingSDPerWeek }},
	{Group: "Dose", Name: "DebtFreeHours", Unit: "h", Min: 0, Max: 14, Default: 4, Grade: "D", Meaning: "sleep debt that adds no rest (Sargent 2021)", field: func(p *Params) any { return &p.Dose.DebtFreeHours }},
	{Group: "Dose", Name: "SleepHoursPerDebtStep", Unit: "h", Min: 0, Max: 24, Default: 6, Grade: "D", Meaning: "rest added for each step of debt beyond it", field: func(p *Params) any { return &p.Dose.SleepHoursPerDebtStep }},
	{Group: "Dose", Name: "DebtStepHours", Unit: "h", Min: 1, Max: 14, Default: 4, Grade: "D", Meaning: "that step", field: func(p *Params) any { return &p.Dose.DebtStepHours }},
	{Group: "Dose", Name: "SleepCapHours", Unit: "h", Min: 0, Max: 48, Default: 12, Grade: "D", Meaning: "bound of the rest added for sleep", field: func(p *Params) any { return &p.Dose.SleepCapHours }},
	{Group: "Dose", Name: "FirstWindowHours", Unit: "h", Min: 24, Max: 168, Default: 48, Grade: "D", Whole: true, Meaning: "bound of the first window", field: func(p *Params) any { return &p.Dose.FirstWindowHours }},
	{Group: "Dose", Name: "ExtensionHours", Unit: "h", Min: 12, Max: 72, Default: 24, Grade: "D", Whole: true, Meaning: "bound of one extension", field: func(p *Params) any { return &p.Dose.ExtensionHours }},
	{Group: "Dose", Name: "PersonAskedHours", Unit: "h", Min: 24, Max: 336, Default: 96, Grade: "D", Whole: true, Meaning: "rest after which a person is asked to review, while rest goes on as Easy", field: func(p *Params) any { return &p.Dose.PersonAskedHours }},
	{Group: "Dose", Name: "StrainedHours", Unit: "h", Min: 12, Max: 72, Default: 24, Grade: "D", Whole: true, Meaning: "length of the Easy window for repeated strain", field: func(p *Params) any { return &p.Dose.StrainedHours }},
	{Group: "Dose", Name: "SubjectiveAloneHours", Unit: "h", Min: 12, Max: 96, Default: 48, Grade: "D", Whole: true, Meaning: "bound of the Easy window on self-report alone", field: func(p *Params) any { return &p.Dose.SubjectiveAloneHours }},
	{Group: "Dose", Name: "OverreachedFirstDays", Unit: "days", Min: 3, Max: 28, Default: 7, Grade: "D", Whole: true, Meaning: "first length of an Overreached window", field: func(p *Params) any { return &p.Dose.OverreachedFirstDays }},
	{Group: "Dose", Name: "OverreachedMaximumDays", Unit: "days", Min: 7, Max: 42, Default: 14, Grade: "D", Whole: true, Meaning: "its bound before it goes on under review", field: func(p *Params) any { return &p.Dose.OverreachedMaximumDays }},
	{Group: "Dose", Name: "OverreachedStrictHours", Unit: "h", Min: 0, Max: 168, Default: 72, Grade: "D", Whole: true, Meaning: "first part of an episode in which Overreached is dosed as Incomplete", field: func(p *Params) any { return &p.Dose.OverreachedStrictHours }},
	{Group: "Dose", Name: "OverreachedVolumePercent", Unit: "%", Min: 0, Max: 100, Default: 50, Grade: "C", Whole: true, Meaning: "share of usual volume allowed after it (Bosquet 2007; Bell 2023)", field: func(p *Params) any { return &p.Dose.OverreachedVolumePercent }},
	{Group: "Dose", Name: "MinimumDwellHours", Unit: "h", Min: 0, Max: 96, Default: 24, Grade: "D", Whole: true, Meaning: "least time between entry and release", field: func(p *Params) any { return &p.Dose.MinimumDwellHours }},
	{Group: "Dose", Name: "RestoredDaysToClose", Unit: "days", Min: 1, Max: 14, Default: 3, Grade: "D", Whole: true, Meaning: "Restored days that close an episode for good; a re-entry before re-opens it with its extensions", field: func(p *Params) any { return &p.Dose.RestoredDaysToClose }},
	{Group: "Dose", Name: "NothingDays", Unit: "days", Min: 1, Max: 14, Default: 5, Grade: "D", Whole: true, Meaning: "days of rest of the kind Nothing within the window below, without a person; beyond it rest is Easy", field: func(p *Params) any { return &p.Dose.NothingDays }},
	{Group: "Dose", Name: "NothingWindowDays", Unit: "days", Min: 7, Max: 28, Default: 14, Grade: "D", Whole: true, Meaning: "that window", field: func(p *Params) any { return &p.Dose.NothingWindowDays }},
	{Group: "Dose", Name: "ReviewFirstDay", Unit: "days", Min: 3, Max: 28, Default: 7, Grade: "D", Whole: true, Meaning: "day of an Overreached episode at which a person is asked to review", field: func(p *Params) any { return &p.Dose.ReviewFirstDay }},
	{Group: "Dose", Name: "ReviewSecondDay", Unit: "days", Min: 7, Max: 42, Default: 14, Grade: "D", Whole: true, Meaning: "day at which a person is asked again, and automation goes on only as Easy", field: func(p *Params) any { return &p.Dose.ReviewSecondDay }},
	{Group: "Dose", Name: "EasyMaxHeartRatePercent", Unit: "% of maximum", Min: 40, Max: 90, Default: 70, Grade: "B", Whole: true, Meaning: "heart rate that Easy allows inside a window (below the first ventilatory threshold)", field: func(p *Params) any { return &p.Dose.EasyMaxHeartRatePercent }},
	{Group: "Silence", Name: "EvaluateAfterWakeHours", Unit: "h", Min: 0, Max: 12, Default: 3, Grade: "D", Whole: true, Meaning: "hours after the usual wake at which a day without an answer is evaluated", field: func(p *Params) any { return &p.Silence.EvaluateAfterWakeHours }},
	{Group: "Silence", Name: "ReviewGraceHours", Unit: "h", Min: 0, Max: 12, Default: 4, Grade: "D", Whole: true, Meaning: "hours after the usual wake for which a window stays in force beyond its review instant without an answer", field: func(p *Params) any { return &p.Silence.ReviewGraceHours }},
	{Group: "Silence", Name: "CappedHours", Unit: "h", Min: 0, Max: 168, Default: 72, Grade: "D", Whole: true, Meaning: "hours for which sessions are then capped at Easy before the plan resumes unverified", field: func(p *Params) any { return &p.Silence.CappedHours }},
	{Group: "Silence", Name: "UnknownDays", Unit: "days", Min: 1, Max: 14, Default: 3, Grade: "D", Whole: true, Meaning: "unanswered days after which the state is Unknown outside an episode", field: func(p *Params) any { return &p.Silence.UnknownDays }},
	{Group: "Illness", Name: "AboveNeckStage", Unit: "stage", Min: 0, Max: 4, Default: 2, Grade: "B", Whole: true, Meaning: "stage at which an illness above the neck starts (Schwellnus 2022)", field: func(p *Params) any { return &p.Illness.AboveNeckStage }},
	{Group: "Illness", Name: "StageDays", Unit: "days", Min: 1, Max: 7, Default: 1, Grade: "B", Whole: true, Meaning: "days a stage lasts at least (Elliott 2020)", field: func(p *Params) any { return &p.Illness.StageDays }},
	{Group: "Illness", Name: "LongIllnessStageDays", Unit: "days", Min: 1, Max: 14, Default: 2, Grade: "B", Whole: true, Meaning: "days a stage lasts after a longer systemic illness (Elliott 2020)", field: func(p *Params) any { return &p.Illness.LongIllnessStageDays }},
	{Group: "Illness", Name: "ShortIllnessDays", Unit: "days", Min: 1, Max: 7, Default: 2, Grade: "D", Whole: true, Meaning: "longest systemic illness that counts as short", field: func(p *Params) any { return &p.Illness.ShortIllnessDays }},
	{Group: "Illness", Name: "SymptomFreeHours", Unit: "h", Min: 12, Max: 96, Default: 24, Grade: "B", Whole: true, Meaning: "hours without symptoms and fever before the first stage (Schwellnus 2022)", field: func(p *Params) any { return &p.Illness.SymptomFreeHours }},
	{Group: "Illness", Name: "RestingHeartRate", Unit: "SD", Min: 0.5, Max: 3, Default: 1, Grade: "C", Meaning: "z of resting heart rate below which a stage may be left, where it was measured (Elliott 2020)", field: func(p *Params) any { return &p.Illness.RestingHeartRate }},
	{Group: "Illness", Name: "BaselineGraceDays", Unit: "days", Min: 0, Max: 14, Default: 3, Grade: "D", Whole: true, Meaning: "days after the last stage that stay out of the references", field: func(p *Params) any { return &p.Illness.BaselineGraceDays }},
	{Group: "Illness", Name: "SilentReviewDays", Unit: "days", Min: 1, Max: 14, Default: 3, Grade: "D", Whole: true, Meaning: "days without an answer on symptoms after which a person is asked to review", field: func(p *Params) any { return &p.Illness.SilentReviewDays }},
	{Group: "Clocks", Name: "EasyAutonomicHours", Unit: "h", Min: 0, Max: 48, Default: 12, Grade: "B", Whole: true, Meaning: "autonomic clock of an easy session (Stanley 2013: under 24 h)", field: func(p *Params) any { return &p.Clocks.EasyAutonomicHours }},
	{Group: "Clocks", Name: "ModerateAutonomicHours", Unit: "h", Min: 0, Max: 72, Default: 24, Grade: "B", Whole: true, Meaning: "of a moderate session (Stanley 2013)", field: func(p *Params) any { return &p.Clocks.ModerateAutonomicHours }},
	{Group: "Clocks", Name: "ThresholdAutonomicHours", Unit: "h", Min: 12, Max: 96, Default: 36, Grade: "B", Whole: true, Meaning: "of a threshold session (Stanley 2013: 24 to 48 h)", field: func(p *Params) any { return &p.Clocks.ThresholdAutonomicHours }},
	{Group: "Clocks", Name: "HighAutonomicHours", Unit: "h", Min: 24, Max: 120, Default: 48, Grade: "B", Whole: true, Meaning: "of a high-intensity session or race (Stanley 2013: 48 h and more)", field: func(p *Params) any { return &p.Clocks.HighAutonomicHours }},
	{Group: "Clocks", Name: "GlycogenHours", Unit: "h", Min: 12, Max: 72, Default: 36, Grade: "A", Whole: true, Meaning: "glycogen clock where carbohydrate intake is unknown (Murray and Rosenbloom 2018: 24 to 48 h)", field: func(p *Params) any { return &p.Clocks.GlycogenHours }},
	{Group: "Clocks", Name: "GlycogenMinutes", Unit: "min", Min: 30, Max: 240, Default: 90, Grade: "A", Whole: true, Meaning: "duration beyond which a session depletes glycogen (Sherman 1992)", field: func(p *Params) any { return &p.Clocks.GlycogenMinutes }},
	{Group: "Clocks", Name: "StrengthMuscleHours", Unit: "h", Min: 12, Max: 96, Default: 48, Grade: "C", Whole: true, Meaning: "muscle clock of full-body moderate strength work", field: func(p *Params) any { return &p.Clocks.StrengthMuscleHours }},
	{Group: "Clocks", Name: "HeavyStrengthMuscleHours", Unit: "h", Min: 24, Max: 120, Default: 72, Grade: "B", Whole: true, Meaning: "of heavy strength work (Thomas 2018)", field: func(p *Params) any { return &p.Clocks.HeavyStrengthMuscleHours }},
	{Group: "Clocks", Name: "PlyometricsNeuromuscularHours", Unit: "h", Min: 12, Max: 96, Default: 48, Grade: "B", Whole: true, Meaning: "neuromuscular clock of jumps (Thomas 2018)", field: func(p *Params) any { return &p.Clocks.PlyometricsNeuromuscularHours }},
	{Group: "Clocks", Name: "SprintNeuromuscularHours", Unit: "h", Min: 24, Max: 120, Default: 72, Grade: "B", Whole: true, Meaning: "of maximal sprints (Thomas 2018)", field: func(p *Params) any { return &p.Clocks.SprintNeuromuscularHours }},
	{Group: "Clocks", Name: "EccentricMuscleHours", Unit: "h", Min: 48, Max: 168, Default: 96, Grade: "B", Whole: true, Meaning: "muscle clock of eccentric, downhill or unaccustomed work", field: func(p *Params) any { return &p.Clocks.EccentricMuscleHours }},
	{Group: "Clocks", Name: "TeamMatchMuscleHours", Unit: "h", Min: 24, Max: 120, Default: 72, Grade: "A", Whole: true, Meaning: "of a team match", field: func(p *Params) any { return &p.Clocks.TeamMatchMuscleHours }},
	{Group: "Clocks", Name: "MarathonMuscleHours", Unit: "h", Min: 72, Max: 504, Default: 168, Grade: "C", Whole: true, Meaning: "of a marathon or longer", field: func(p *Params) any { return &p.Clocks.MarathonMuscleHours }},
	{Group: "Clocks", Name: "MarathonMinutes", Unit: "min", Min: 60, Max: 600, Default: 150, Grade: "D", Whole: true, Meaning: "duration from which a running race counts as one", field: func(p *Params) any { return &p.Clocks.MarathonMinutes }},
	{Group: "Clocks", Name: "LeaveWaitsHours", Unit: "h", Min: 24, Max: 168, Default: 72, Grade: "D", Whole: true, Meaning: "length from which a clock has to run out before a window is released", field: func(p *Params) any { return &p.Clocks.LeaveWaitsHours }},
}
