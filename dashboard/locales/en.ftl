# Every English word of the screen
app-title = Situation board
app-subtitle = The group at a glance
page-overview = Overview
page-compliance = Compliance

filter-units = Units
filter-units-all = All ({ $count })
filter-area = Area
filter-day = Day
filter-as-of = As known at
filter-language = Language
area-city = City
area-county = Counties
language-zh = 中文
language-en = English
back-to-now = Back to now

stamp-data = Data as of { $time }
stamp-no-data = No data yet
showing-newest-day = Nothing is reported for today; this is the newest day with a report: { $day }.
showing-past-day = You are looking at { $day }.
showing-as-of = Shown as it was known at { $time }; units, measures, items, checkpoints, testing rounds, directives and orders keep no history and are shown as they are now.

sentence = { $expected ->
    [0] No daily report is owed on { $day };
    [one] { $received } of { $expected } unit has reported ({ $zero ->
        [one] { $zero } zero report
       *[other] { $zero } zero reports
     });
   *[other] { $received } of { $expected } units have reported ({ $zero ->
        [one] { $zero } zero report
       *[other] { $zero } zero reports
     });
  } { $confirmed ->
    [0] no new confirmed case
    [one] { $confirmed } new confirmed case
   *[other] { $confirmed } new confirmed cases
  }{ $unknown ->
    [0] {""}
    [one] {" "}({ $unknown } unit unknown)
   *[other] {" "}({ $unknown } units unknown)
  }{ $silent ->
    [0] .
    [one] ; { $silent } unit is overdue.
   *[other] ; { $silent } units are overdue.
  }

figure-reporting-completeness = Reporting completeness
figure-reporting-timeliness = Reporting timeliness
figure-reporting-zero = Zero reports
figure-cases-confirmed = New confirmed
figure-cases-suspected = New suspected
figure-cases-days-since = Since last confirmed
unit-cases = { $count ->
    [one] case
   *[other] cases
  }
unit-days = { $count ->
    [one] day
   *[other] days
  }
over-60 = over 60
nothing-expected = none owed
nothing-due = none due yet
nobody-there = no unit
nothing-received = none received
waiting-units = { $count } not due yet
target = target { $value }
unknown-units = { $count ->
    [one] { $count } unit unknown
   *[other] { $count } units unknown
  }
all-known = all known
confidence-stale = stale
confidence-partial = partial
confidence-provisional = day not over
confidence-complete = complete

status-met = Met
status-attention = Attention
status-breach = Breach
status-no-data = No data
status-not-due = Not due yet
status-exempt = Exempt
status-check = Contradictory
legend = Signs

attention-title = Needs attention · { $count }
attention-none = Nothing needs attention now.
attention-more = { $count } more
overdue-by = overdue { $duration }
since = since { $time }
duration-minutes = { $count } min
duration-hours = { $count } h
duration-days = { $count } d
silent-title = Overdue units · { $count }
silent-none = No unit is overdue.

chart-reports-title = Daily reports, last 14 days
chart-cases-title = New confirmed, last 14 days
chart-day = Day
chart-units = Units
chart-on-time = on time
chart-late = late
chart-missing = missing
chart-confirmed = confirmed
chart-as-table = Show as a table
units-title = Daily report by unit
column-unit = Unit
column-status = Status
column-due = Due
column-received = First received
column-overdue = Overdue
column-revision = Revision
column-confirmed = Confirmed
column-suspected = Suspected
column-fever = Fever
column-day = Day
column-expected = Owed
column-reported = Received
column-on-time = On time
column-zero = Zero reports

empty-title = No units yet
empty-text = The database holds no unit. Import org_unit.csv with situation-board import, or write the demonstration data with situation-board demo.
link-invalid = The unit, area, day or instant in this link does not exist, or you may not see it; start again from the |overview|.
database-away = The database cannot be reached just now; the board keeps trying, and no data is affected.
database-unfit = The database cannot be used yet: tables are missing, or its address is wrong; ask an administrator to run situation-board init or to check the settings.
settings-wrong = The settings are wrong; an administrator finds the reason in the server's log.
data-wrong = The database holds data that breaks its contract; an administrator finds the place in the server's log.
failed = This page failed and the failure was recorded; try again in a moment.

page-testing = Testing
page-supplies = Supplies
page-map = Checkpoint map
filter-measure = Measure
filter-measure-all = All measures
demonstration = Demonstration data
demonstration-title = This database holds demonstration data: its units, people and numbers are invented.
stamp-oldest = data as of { $time }
database-away-since = The database cannot be reached (since { $since }); trying again. What you see is of { $time } and can still be used.

sentence-stop = .
sentence-comma = ;{" "}
list-comma = ,{" "}
sentence-testing = Round { $round } of testing at { $share }, { $positive ->
    [0] none positive
   *[other] { $positive } positive
  }
sentence-supplies = { $count ->
    [one] { $count } unit short of supplies
   *[other] { $count } units short of supplies
  }
sentence-posts = { $count ->
    [one] { $count } checkpoint unmanned
   *[other] { $count } checkpoints unmanned
  }

figure-testing-coverage = Testing coverage
figure-testing-coverage-staff = Coverage, staff
figure-testing-coverage-dependant = Coverage, dependants
figure-testing-pending = Results pending
figure-testing-positive = Positive
figure-testing-positivity = Positivity
figure-supply-units-short = Units short of supplies
figure-checkpoint-manned = Checkpoints manned
figure-people-isolated = In isolation
unit-persons = { $count ->
    [one] person
   *[other] persons
  }
unit-units = { $count ->
    [one] unit
   *[other] units
  }
nothing-resulted = no result yet
nothing-decided = none decided
unknown-count = { $count } unknown
checks-count = { $count } contradictory
small-days-since = { $days ->
    [over] over 60 days without a case
    [one] { $days } day since the last case
   *[other] { $days } days since the last case
  }
small-suspected = { $count } suspected
small-pending = { $count } pending
small-positive = { $count } positive
small-without-roster = { $count } no roster
small-shortest = shortest { $days } d: { $unit }, { $item }
small-unmanned = { $count } unmanned
small-zero = { $count ->
    [one] { $count } zero report
   *[other] { $count } zero reports
  }

measure-testing = Testing
measure-checkpoint = Checkpoints
measure-supply-protective = Protective stock
measure-supply-disinfection = Disinfection stock
measure-supply-medical = Medical stock
measure-supply-living = Living stock
measure-cases = Cases

board-title = The board: units × measures
board-unit = Unit
board-shown = { $n } of { $total } units
board-all-met = all in order
board-slots-title = { $measure }: units × slots
board-slot = Slot { $slot }
board-stock-title = Units × items: days of stock
cell-exempt = exempt
cell-not-due = not due
cell-check = check
cell-not-in = not in
cell-suspected = susp
cell-understaffed = short
cell-none = none
cell-no-use = no use
cell-days = { $days } d

reason-confirmed = { $count ->
    [one] { $count } new confirmed case
   *[other] { $count } new confirmed cases
  }
reason-suspected = suspected cases or fever
reason-report-missing = daily report not in (due { $due })
reason-report-late = daily report came late (due { $due })
reason-done-short = { $measure }: { $done } of { $required } done
reason-testing-positive = positive result in testing round { $round }
reason-testing-late = testing round { $round } ended at { $done } of { $required } sampled
reason-testing-behind = testing round { $round } behind its clock, { $done } of { $required } sampled
reason-stock-out = { $item }: none left
reason-stock-short = { $item }: { $days } days of stock left (minimum { $least })
reason-stock-low = { $item }: { $days } days of stock (target { $aim })
reason-unmanned = { $post } unmanned
reason-understaffed = { $post } understaffed
lasting = for { $duration }

measures-title = { $measure } by unit
chart-measure-title = { $measure }, last 14 days
chart-share = Share done
chart-done = Done
chart-required = Required
column-done = Done
column-required = Required
column-unknown = Unknown
column-since = Since
testing-clock-title = The round against its clock
testing-clock = { $name }: { $from } to { $until }
testing-sampled = sampled { $sampled }/{ $target }
testing-time-used = time used
testing-rate = { $rate } an hour
testing-eta = complete by { $eta } at this pace
testing-no-rate = no progress in six hours
testing-ended = time is over
testing-done = complete
testing-units-title = Progress by unit (the line is the time used)
testing-rounds-title = Testing rounds so far
testing-none = No testing round has begun.
column-round = Round
column-starts = From
column-ends = To
column-staff = Staff
column-dependant = Dependants
column-combined = Together
column-pending = Pending
column-positive = Positive
column-sampled = Sampled
column-target = Target
column-coverage = Coverage
column-resulted = Resulted
column-updated = Updated
column-units = Units
column-without-roster = Without roster
filter-item = Item
supplies-items-title = Supplies by item
supplies-bars-title = { $item }: days of stock by unit (lines: minimum { $least }, target { $aim } days)
supplies-none = No stock was told in the last 30 days.
column-item = Item
column-on-hand = Stock on hand
column-burn = Burn a day
column-days = Days of stock
column-worst = Fewest days
column-short = Short
column-low = Low
column-undecided = Undecided
map-city-title = City districts
map-county-title = Outlying counties
map-table-title = Checkpoints · { $count }
map-not-shown = { $count ->
    [one] { $count } checkpoint has no usable coordinates and stands in the table only: { $names }
   *[other] { $count } checkpoints have no usable coordinates and stand in the table only: { $names }
  }
map-none = There is no checkpoint.
column-checkpoint = Checkpoint
column-kind = Kind
column-place = Area
column-staff-now = Present/required
column-last-sign = Last sign
kind-gate = gate
kind-road = road
kind-tent = tent
kind-testing-point = testing point
kind-isolation-point = isolation point
state-manned = manned
state-understaffed = understaffed
state-unmanned = unmanned
state-unknown = unknown
state-off = between shifts
state-closed = closed
stock-out = out of stock
stock-short = under the minimum
stock-low = under the target
stock-enough = enough
stock-undecided = undecided
map-last-sign = last sign { $time }

figure-duty-coverage = Duty desk covered
figure-people-accounted = Staff accounted for
figure-directive-conveyed = Directives conveyed
figure-production-on-plan = Production on plan
figure-safety-incidents = Safety incidents
figure-control-units = Units under control
unit-incidents = { $count ->
    [one] this month
   *[other] this month
  }
nothing-on-duty = no desk shift
nothing-told = nothing told
nothing-issued = none in 30 days
not-supplied = not supplied
duty-hours = { $hours } h
measure-duty = Duty desk
measure-directive = Directives
measure-production = Production
cell-injury = injury
reason-desk-empty = nobody at the duty desk
reason-desk-gap = duty desk empty for { $gap }
reason-directive-overdue = directive “{ $directive }” not conveyed in time
reason-directive-late = directive “{ $directive }” conveyed late
reason-injury = injury at work
reason-below-plan = production below plan

about-figure = About
about-formula = Meaning
about-numerator = Counted
about-denominator = Out of
about-unknown = Unknown
about-missing = Who is missing
about-missing-more = and { $count } more
about-nobody-missing = nobody
about-checks = Contradictory rows
about-sources = Source tables
about-no-history = as they are now: { $names }
about-data-time = Data as of
about-lacks = Not supplied
formula-reporting-completeness = Daily reports received / units that owe one on the day and are not exempt. Unknown: due and not received.
formula-reporting-timeliness = Reports first received by the due time / units whose report is due by now. A correction never changes it.
formula-reporting-zero = Reports with no fever, suspected or confirmed case / reports received.
formula-measure = What was done, credited slot by slot up to what was required / what was required, over the slots that are due or told.
formula-measure-health-monitoring = Persons monitored / persons to be monitored, over the usable daily reports of units that owe it.
formula-measure-isolation-care = Meals and door tests given, credited up to what was due / those due, over the daily reports of units that owe it.
formula-testing-coverage = Persons sampled / persons on the roster, over each unit's current round.
formula-testing-coverage-staff = Staff sampled / staff on the roster, over each unit's current round; units that count staff and family together are in the whole only.
formula-testing-coverage-dependant = Family sampled / family on the roster, over each unit's current round.
formula-testing-pending = Persons sampled − persons with a result, over the rows that give both.
formula-testing-positive = Persons with a positive result in the current rounds.
formula-testing-positivity = Persons positive / persons with a result.
formula-supply-units-short = Units with an item under its minimum days of stock / units with an item that can be judged. Days of stock: stock on hand / mean use of a day.
formula-checkpoint-manned = Checkpoints held with a fresh sign of life / those held so or not held at all. Held without a fresh sign: unknown.
formula-duty-coverage = Minutes with somebody signed in at the duty desk / minutes of the day so far, over units with a desk shift.
formula-people-isolated = Staff and family in isolation at home and in centres, from each unit's newest report.
formula-people-accounted = Staff on site, staying behind, at home, flexible and isolated / staff on the books, over units that give all six.
formula-cases-confirmed = New confirmed cases of the day, from each unit's newest report.
formula-cases-suspected = New suspected cases of the day, from each unit's newest report.
formula-cases-days-since = Days since the latest day with a confirmed case, looking back 60 days. Unknown: units silent on some day since.
formula-directive-conveyed = Receipts conveyed / receipts of directives issued in the last 30 days.
formula-production-on-plan = Rows of the day with output at plan or above / rows that give both.
formula-safety-incidents = Safety incidents from the first of the month.
formula-control-units = Units under a level other than normal, each once at its highest.
sentence-not-supplied = How the units report is not known: this database does not supply { $names }.

page-people = People and work
page-quality = Data quality
people-directives-title = Directives of the last 30 days · median { $hours } h from issue to conveyed
people-both-hands-title = One hand let go · { $count }
people-output-title = Output against plan
supplies-proposals-title = Proposed transfers · { $count }
quality-sources-title = Sources against their limits
quality-contradictory-title = Contradictory rows, left out of figures · { $count }
quality-contradictory-none = No row contradicts itself.
quality-imports-title = Imports, the newest first
quality-imports-none = No import is on record.
hand-held-back = on plan, while a measure is in breach
hand-fell-behind = below plan, while no measure is in breach
column-hand = Finding
column-in-breach = In breach
column-directive = Directive
column-issued = Issued
column-conveyed = Conveyed
column-late = Late
column-product = Product
column-output = Output
column-plan = Plan
column-of-plan = Of plan
column-output-to-date = Output, month to date
column-plan-to-date = Plan, month to date
column-of-plan-to-date = Of plan, month to date
column-giver = From
column-receiver = To
column-quantity = Quantity
column-days-before = Days before
column-days-after = Days after
column-distance = Distance, km
column-on-the-way = On the way
column-source = Source
column-table = Table
column-newest = Newest row
column-age = Age
column-limit = Limit
column-history = History
column-key = Key
column-reason = Reason
column-file = File
column-imported = Imported
column-by = By
column-inserted = New
column-revised = Revised
column-unchanged = Unchanged
column-rejected = Rejected
source-daily-report = Daily reports
source-measure-record = Measures done
source-testing-progress = Testing progress
source-stock-day = Stock
source-duty-shift = Shifts
source-production-day = Production
source-directive-receipt = Directives conveyed
source-inspection = Inspections
source-control-status = Control levels
source-requirement = Requirements
source-exemption = Exemptions
source-org-unit = Units
source-measure = Catalogue of measures
source-checkpoint = Checkpoints
source-testing-round = Testing rounds
source-supply-item = Catalogue of items
source-supply-order = Supply orders
source-directive = Directives
source-notice = Notices
source-liaison = Contacts outside
source-state-fresh = fresh
source-state-stale = stale
source-state-silent = nothing in 30 days
source-state-not-supplied = not supplied
history-kept = kept: corrections are on record
history-uncorrected = no correction on record: only as good as the times given
history-timeless = some rows do not say when they came: they count as known for ever
history-none = none: shown as it is now, at any instant
contradiction-negative-count = a count below 0
contradiction-monitored-over-due = more persons monitored than due
contradiction-staff-over-books = more staff told than on the books
contradiction-sampled-over-target = more sampled than on the roster
contradiction-resulted-over-sampled = more results than samples
contradiction-positive-over-resulted = more positive than results
contradiction-on-hand-negative = less than nothing on hand
contradiction-use-negative = stock grew without a receipt: use comes out negative
rows-on-plan = { $n } of { $total } on plan
lacks-names = Not known: this database does not supply { $names }.
table-none = None.

# The frame around every page
copied = Copied.
copy-by-hand = This browser does not let a page copy; the text is selected: press { $keys }.
copy-link = Copy link to this moment
day-before = ‹ Day before
day-after = Day after ›
landmark-sidebar = Pages and filters
landmark-pages = Pages
sidebar-open = Pages and filters
sidebar-close = Fold pages and filters away
skip-to-content = Skip to the content
loading = Fetching figures…
still-loading = The database is slow to answer; still waiting…
shown = What is shown
shown-all-units = All units
shown-units = { $count } units
shown-today = { $day } (today)
shown-known-at = As known on { $time }
sentence-space = {" "}
database-away-from = The database cannot be reached (since { $time }); trying again. No data is affected.
administrator = the administrator
no-permission-title = Nothing has been opened to you yet
no-permission-text = You are let in, but may see no unit's data yet. Ask { $whom }, and say which unit is yours; this page will then show it by itself.
legend-no-data = no data, which is not 0
legend-zero = reported as zero
legend-check = data contradict themselves
legend-not-due = not due yet
legend-exempt = exempt
legend-blank = blank
legend-blank-means = does not apply

# Compliance: calendar, slots, reminders
filter-view = Arrangement
view-unit = By unit
view-day = By day
view-slot = By slot
calendar-today = Today, { $weekday }
calendar-day = { $weekday } { $day }/{ $month }
calendar-title = { $measure }: units over the last { $days } days
calendar-all = All units
calendar-came = first received { $time }
calendar-due = due { $time }
calendar-nothing-due = nothing due
cell-not-owed = not owed
cell-late = late
cell-on-time = on time
board-all-slots-title = Every slot of the day, in the order in which it falls due
slot-not-due = { $slot } (not due yet)
measure-slot = { $measure }, slot { $slot }
silent-heading = Overdue
missing-heading = Measures not recorded
silent-title-all = Overdue · { $count ->
    [one] { $count } unit
   *[other] { $count } units
  } ({ $reports } without the daily report)
silent-on-nothing = Nothing is overdue.
missing-title = Measures not recorded · { $count }
missing-none = Every measure that is due is recorded.
missing-units = { $count ->
    [one] { $count } unit:
   *[other] { $count } units:
  }
due-and-overdue = due { $due }, { $overdue }
no-contact = no contact on record
punctuality-title = Daily reports of the last 14 days: late and missing
column-days-missing = Days missing
column-days-late = Days late
column-days-on-time = Days on time
column-days-due = Days due
column-share-on-time = On time
remind-copy = Copy reminder
remind-copy-all = { $count ->
    [one] Copy the reminder to { $count } unit
   *[other] Copy one reminder to all { $count } units
  }
remind-others = Reminder to another unit
remind-read = Read the reminder to all
remind-unit = Reminder to { $unit }
remind-as-of = As of { $time } we have not received from you, for { $day }:
remind-thing = { $number }. { $thing }
remind-overdue = { $thing }: due by { $due }, { $overdue }
remind-still-missing = { $thing }: due by { $due }, not received to this day
remind-answer = Please send { $count ->
    [one] it
   *[other] all { $count }
  } as soon as you can, in the usual way. If you have sent { $count ->
    [one] it
   *[other] them
  } already, or something keeps you from it, please answer this message. Thank you.
remind-all = Reminder: as of { $time }, { $count ->
    [one] { $count } unit is
   *[other] { $count } units are
  } overdue for { $day }:
remind-line = { $number }. { $unit }: { $things }
remind-all-answer = Please send { $count ->
    [one] what is missing
   *[other] what is missing, each unit its own,
  } as soon as you can, in the usual way. If you have sent it already, or something keeps you from it, please answer this message. Thank you.
