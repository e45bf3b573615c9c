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

stamp-data = as of { $time }
stamp-no-data = No data yet
showing-newest-day = Nothing is reported for today; this is the newest day with a report: { $day }.
showing-past-day = You are looking at { $day }.
showing-as-of = Shown as it was known at { $time }; units, measures, items, checkpoints, testing rounds, directives and orders keep no history and are shown as they are now.

sentence-reports = { $expected ->
    [0] No daily report is owed on { $day }
    [one] { $received } of { $expected } unit has reported ({ $zero ->
        [one] { $zero } zero report
       *[other] { $zero } zero reports
     })
   *[other] { $received } of { $expected } units have reported ({ $zero ->
        [one] { $zero } zero report
       *[other] { $zero } zero reports
     })
  }{ $silent ->
    [0] {""}
    [one] , { $silent } is overdue
   *[other] , { $silent } are overdue
  }
sentence-cases = { $confirmed ->
    [0] no new confirmed case
    [one] { $confirmed } new confirmed case
   *[other] { $confirmed } new confirmed cases
  }{ $unknown ->
    [0] {""}
    [one] {" "}({ $unknown } unit unknown)
   *[other] {" "}({ $unknown } units unknown)
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
sentence-testing = round { $round } of testing at { $share }, { $positive ->
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
testing-rate = { $rate } an hour
testing-eta = complete by { $eta } at this pace
testing-no-rate = no progress in six hours
testing-ended = time is over
testing-done = complete
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
map-table-title = Checkpoints · { $count }
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
reason-directive-overdue = directive "{ $directive }" not conveyed in time
reason-directive-late = directive "{ $directive }" conveyed late
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
sentence-not-supplied = How the units report is not known: this database does not supply { $names }

page-people = People and work
page-quality = Data quality
people-output-title = Output against plan
supplies-proposals-title = Proposed transfers · { $count }
quality-contradictory-title = Contradictory rows, left out of figures · { $count }
quality-contradictory-none = No row contradicts itself.
quality-imports-none = No import is on record.
hand-held-back = on plan, while a measure is in breach
hand-fell-behind = below plan, while no measure is in breach
column-hand = Finding
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

# Trends
trend-label = The last { $days } days
change-units = { $count ->
    [one] compared on the one unit known on both days
   *[other] compared on the { $count } units known on both days
  }
about-days = 14 days
small-map-title = Checkpoints
small-map-label = { $manned } of { $of } checkpoints manned, { $unknown } unknown: open the map
change-from = on yesterday
change-level = no change
change-by-points = { $change } pts
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
copy-link = Copy link to this moment
day-before = ‹ Day before
day-after = Day after ›
landmark-sidebar = Pages and filters
landmark-pages = Pages
sidebar-open = Pages and filters
sidebar-close = Fold pages and filters away
skip-to-content = Skip to the content
loading = Fetching figures…
still-loading = Still fetching, a moment more…
shown = What is shown
shown-all-units = All units
shown-own-units = All your units
shown-units = { $count } units
shown-today = { $day } (today)
shown-known-at = As known on { $time }
sentence-space = {" "}
database-away-from = The database cannot be reached (since { $time }); trying again. No data is affected.
administrator = the administrator
gate-host = This name is not served here; an administrator can add it to SITUATION_BOARD_ALLOWED_HOSTS.
gate-path = There is no such page here; start at / instead.
gate-method = Here one can only look.
sign-in-title = Please sign in
sign-in-text = This board is open to those who were granted something. Once you have signed in it shows the units that are yours.
sign-in = Sign in
sign-in-by-proxy = Nobody said who you are. Open the board through your organisation's portal; if that does not help, ask { $whom }.
signed-in-as = Signed in: { $name }
sign-out = Sign out
anonymous = Nobody is asked to sign in: whoever can reach this address sees the data of every unit.
page-access = Access
access-how = Who may see which units, each with all below it. To read only: situation-board grant gives, revoke takes back, and open pages follow at once.
access-none = Nothing has been granted yet: nobody who signs in sees any data.
role-executive = Executive
role-coordinator = Coordinator
role-admin = Admin
until-revoked = until revoked
grant-holds = holds
grant-no-unit = no such unit
grant-over = over
column-person = Person
column-role = Role
column-until = Until
column-state = State
sheet-grants-table = Grants
define-person = The e-mail address or subject that the identity provider gives at sign-in
define-role = Executive: everything in the grant; coordinator: the same, with contacts; admin: also data quality, imports and this table of all units
define-until = The instant at which it ends; "until revoked" where it has no end
define-state = Whether the grant held when the page was opened
no-permission-title = Nothing has been opened to you yet
no-permission-text = You are let in, but may see no unit's data yet. Ask { $whom }, and say which unit is yours; this page will then show it by itself.
legend-no-data = no data, not 0
legend-zero = reported zero
legend-check = contradictory
legend-not-due = later
legend-exempt = excused
legend-blank = blank
legend-blank-means = not owed
nothing-reported = No unit has reported yet; this page will show the first report by itself.
# Downloads
download-page = Download this page
download-gone = This file can no longer be fetched; please go back to the page and ask for it again.
file-about = About
file-organisation = Organisation
file-page = Page
file-summary = Summary
file-day = Day
file-as-of = As of (as known then)
file-data-time = Oldest data
file-zone = Time zone
file-units = Units chosen
file-area = Area
file-measure = Measure
file-language = Language
file-readers = For whom
file-made-at = Made at
file-demonstration = Demonstration
file-all-units = all units
file-all-areas = all areas
file-readers-all = Those who may see the units named above; please do not pass it on.
file-no-data = no data
file-of-day = Of day
file-of-instant = As of
file-scope = Scope
file-figures = Figures
file-definitions = What columns and signs mean
file-more-rows = { $count ->
    [one] { $count } more row does not fit and is left out.
   *[other] { $count } more rows do not fit and are left out.
  }
part-code = { $of } (code)
part-of = { $of } (of)
part-number = { $of } (number)
part-counted = { $of } (counted in)
part-expected = { $of } (expected on)
part-of-unit = { $of } (unit)
part-minutes = { $of } (minutes)
part-zone = { $of } ({ $zone })
sheet-board-board = Board
sheet-board-slots = Slots
sheet-board-stock = Days of stock
sheet-attention = Needs attention
sheet-silent = Overdue reports
sheet-counts = Counts
sheet-clocks = Current rounds
sheet-day-table = Last 14 days
sheet-unit-table = Daily reports by unit
sheet-measure-table = Measure by unit
sheet-testing-table = Testing by unit
sheet-rounds-table = Testing rounds
sheet-items-table = Items
sheet-proposals-table = Proposed transfers
sheet-posts-table = Checkpoints
sheet-both-hands-table = Both hands
sheet-directives-table = Directives
sheet-output-table = Output and plan
sheet-sources-table = Sources
sheet-contradictory-table = Contradictory rows
sheet-imports-table = Imports
sheet-board-unit = Every measure
sheet-unit-report = Daily report
sheet-unit-rounds = Testing
sheet-unit-posts = Checkpoints
sheet-unit-shifts = Desk shifts
sheet-unit-directives = Not yet conveyed
sheet-unit-inspections = Open inspections
column-division = Division
column-measure = Measure
column-slot = Slot
column-numerator = Counted
column-denominator = Out of
column-value = Value
column-checks = Contradictory
column-shown = As on screen
column-line = What
column-when = When
column-detail = Detail
column-rank = Rank
column-counted = Kind of row
column-count = Count
column-time-used = Time used
column-rate = Samples an hour
column-eta = Complete at
column-figure = Figure
column-counted-in = Counted in
column-aim = Target
column-confidence = Confidence
column-data-time = Data time
column-missing = Units missing
column-formula = Meaning
column-tables = Tables
column-where = Table
column-what = Column or sign
column-meaning = Meaning
column-not-known = Not known
counted-in-ratio = ratio
counted-in-persons = persons
counted-in-days = days
counted-in-units = units
counted-in-incidents = incidents
define-not-known = The columns left empty in this row because nothing is known, nothing is there or they do not apply; a dash on screen. Empty is not zero.
define-part-code = Its code in the database
define-part-of = The whole of which the column before is a part
define-part-number = Its number
define-part-counted = What the quantity is counted in
define-part-expected = The day on which it is expected
define-part-of-unit = The unit that the column before is of
define-status-breach = Somebody must act now
define-status-attention = Somebody must look at it
define-status-check = The row contradicts itself and is not counted
define-status-no-data = Owed, and nothing usable is there; not zero
define-status-met = As required
define-status-not-due = Not due yet, not judged
define-status-exempt = Exempt, not required
define-confidence-stale = The newest data is older than its limit
define-confidence-partial = Some rows are unknown or contradictory
define-confidence-provisional = The day is not over, the number may still change
define-confidence-complete = The day is over and all is there
define-figure = The figure's name
define-value = Counted over out of, or the count itself; of supplies the days of stock; empty where there is no data or a contradiction
define-counted-in = What the value is counted in
define-numerator = What is counted; duty in minutes, of supplies the stock on hand; empty where there is no data or a contradiction
define-denominator = Out of how many; duty in minutes, of supplies the mean use a day; a plain count has none
define-aim = The ratio to reach
define-status = How it stands against what is required, see below
define-confidence = How far the number can be relied on, see below
define-unknown = How many are owed and not usably reported
define-checks = Rows left out because they contradict themselves
define-missing = Units that owe it and are not known
define-data-time = When the newest row in it reached the database
define-formula = How the value is made
define-tables = The tables it is made of
define-division = The unit above it
define-unit = The unit's name
define-measure = Measure or category
define-slot = The how manieth time of the day
define-item = The item's name
define-since = Since when it stands so
define-overdue = For how long it is due and not there
define-directives-table-overdue = Units where it is due and not conveyed
define-shown = The cell's text on screen
define-line = The line's text on screen
define-when = Until when, since when or when last, as on screen
define-detail = What else is said of the cell
define-rank = In which order to act
define-reason = Why it is listed
define-counted = What is counted
define-count = How many there are
define-day = The day
define-due = When it falls due
define-received = When it was first received
define-revision = Which version; each correction adds one
define-confirmed = New confirmed cases that day
define-suspected = New suspected cases that day
define-fever = Persons with fever that day
define-expected = Units that owe a daily report
define-reported = Units whose daily report has come
define-on-time = Units whose daily report came in time
define-zero = Units with a zero report
define-done = How much was done
define-required = How much is required
define-round = The round of testing
define-starts = When it begins
define-ends = When it ends
define-staff = Staff sampled
define-dependant = Dependants sampled
define-combined = Sampled, staff and dependants counted together
define-pending = Sampled and without a result
define-positive = Positive results
define-updated = When the newest progress reached the database
define-units = Number of units
define-sampled = Persons sampled
define-target = Persons to be sampled
define-coverage = Sampled over to be sampled
define-without-roster = Sampled where there is no roster, a count only
define-resulted = Persons with a result
define-time-used = Share of the round's time that has passed
define-rate = Persons sampled an hour over the last six hours
define-eta = When it would be complete at that rate
define-on-hand = Stock on hand
define-burn = Mean use a day over seven days
define-days = Days that the stock lasts
define-worst = The fewest days of stock of any unit
define-short = Units under the least days of stock
define-low = Units under the target days of stock
define-undecided = Units that cannot be judged
define-giver = The unit that would give
define-receiver = The unit that would receive
define-quantity = How much to move
define-days-before = The receiver's days of stock before
define-days-after = The receiver's days of stock after
define-distance = Distance between the two units as the crow flies
define-on-the-way = Ordered and not received
define-checkpoint = The checkpoint's name
define-kind = Kind of checkpoint
define-place = City or county
define-staff-now = Persons present
define-last-sign = When somebody last signed in or confirmed
define-hand = Which hand was let go
define-in-breach = Measures in breach
define-directive = The directive's title
define-issued = When it was issued
define-conveyed = Units to which it is conveyed
define-late = Units to which it was conveyed late
define-product = The product
define-output = Output that day
define-plan = Plan for that day
define-of-plan = Output over plan that day
define-output-to-date = Output from the first of the month to that day
define-plan-to-date = Plan from the first of the month to that day
define-of-plan-to-date = Output over plan, month to date
define-source = Where data comes from
define-table = The table of the database
define-newest = The time of the newest row
define-age = How old the newest row is
define-limit = The age beyond which it is stale
define-history = Whether it can be seen as it was known at a past instant
define-key = The row's key
define-contradictory-table-reason = In what the row contradicts itself
define-file = The file imported
define-imported = When it was imported
define-by = Who imported it
define-inserted = New rows
define-revised = Corrected rows
define-unchanged = Unchanged rows
define-rejected = Rejected rows
# Testing and supplies
filter-round = Round
filter-round-current = Current rounds
chart-target = { $count } to be sampled
chart-at = at { $time }
chart-end-of = end of { $day }
filter-round-other = The round chosen
testing-nothing-told = Nothing has been told of this round.
key-sampled = sampled
key-resulted = resulted
key-plan = evenly over the time
key-ahead = at the pace of the last six hours
key-on-hand = on hand
key-least = least ({ $least } days of use)
key-aim = target ({ $aim } days of use)
key-burn = mean use a day (seven days to it)
key-use = used on the day
testing-course-title = { $name }: sampled so far
testing-between = { $from } to { $until }
testing-no-target = no roster, so no percentage
testing-ahead = { $points } points ahead
testing-behind-plan = { $points } points behind
testing-longest = the longest for at least { $duration }: { $unit }
testing-positive-of = { $unit } { $count }
testing-ranks-title = Progress by unit · { $count } (line: time used)
testing-unit-round = { $unit } (round { $round })
testing-untold = not reported
testing-not-asked = none of these
testing-no-roster = { $count } sampled, no roster
testing-round-empty = This round has not begun at the moment shown, or none of the chosen units is in it.
testing-unheard-of = { $unit } ({ $who })
testing-round-chosen = Below is the round chosen, as last known; the figures above are of each unit's current round.
fact-time-used = Time used
testing-no-rate-yet = not six hours old yet
fact-plan = Against the time
fact-pace = Pace
fact-pending = Results pending
fact-without-roster = Without a roster
fact-unheard = Not reported
persons = { $count ->
    [one] { $count } person
   *[other] { $count } persons
  }
at-least = ≥ { $duration }
column-waits = Longest wait
column-time = Time
column-told = Reported
column-use = Used on the day
column-category = Category
column-on-hand-on = Counted on
column-rate = Use a day
column-least-on = Reaches its least
column-out-on = Runs out
column-least = Least
column-aim = Target
column-ordered = Ordered
column-expected-on = Expected
column-lateness = Arrival
supplies-run-out-title = The first { $shown } to run out (of { $count })
supplies-run-out-how = Bars are days left from now (full width: { $days } days), the line is where the least is reached; at the use a day by which days are judged, cut to the day.
supplies-out-on = out on { $day }
supplies-nothing-soon = At present use nothing runs out within two weeks.
supplies-sum-of = { $count ->
    [one] sum of { $count } unit
   *[other] sum of { $count } units
  }
supplies-course-title = { $item } ({ $unit }) · { $whose } · last 30 days
supplies-not-summed = { $count ->
    [one] { $count } unit lacks stock of the last three days or use of seven, and is not in the sum: { $names }.
   *[other] { $count } units lack stock of the last three days or use of seven, and are not in the sum: { $names }.
  }
supplies-left-out = { $count ->
    [one] { $count } row contradicts itself and is left out: { $told }.
   *[other] { $count } rows contradict themselves and are left out: { $told }.
  }
supplies-left-out-stock = { $unit } on { $day }: { $amount } on hand
supplies-left-out-use = { $unit } on { $day }: { $amount } used
supplies-no-proposals = Nothing can be moved within what is shown: no unit is under its least, or none has enough to give.
supplies-orders-title = Orders on the way · { $count }{ $late ->
    [0] {""}
   *[other] {" "}({ $late } late)
  }
supplies-orders-all = See each order
supplies-no-orders = No orders are on the way.
order-late = { $count ->
    [one] { $count } day late
   *[other] { $count } days late
  }
order-today = due today
order-in = { $count ->
    [one] in { $count } day
   *[other] in { $count } days
  }
order-no-day = no day given
move-receiver = Has { $held } and uses { $rate } a day: { $days } days, the least is { $least }.
move-reaches = With this { $days } days: its target of { $aim } days is made up (whole units, rounded down).
move-lacks = With this { $days } days: still { $lacking } short of its target of { $aim } days.
move-giver = { $giver } gives { $amount } ({ $km }): the receiver goes from { $receiver_before } to { $receiver_after } days; { $giver } from { $before } to { $after } days, not under its target.
move-giver-unused = { $giver } gives { $amount } ({ $km }): the receiver goes from { $receiver_before } to { $receiver_after } days; { $giver } has used none in seven days.
move-far = { $km } km away
move-nowhere = how far away is not known
move-nothing-coming = No order is on the way.
move-coming = { $amount } on the way, no day given.
move-coming-on = { $amount } on the way, expected on { $day }.
sentences-between = {" "}
legend-blank-means = does not apply

# The unit page, the way up and down, the search, the board by division
page-unit = Unit
path = Where this unit stands
path-all = All units
path-unit-page = Unit page
search = Find a unit
search-hint = Name, pinyin or code
search-found = { $count ->
    [0] No unit is called so.
    [one] { $count } unit
   *[other] { $count } units
  }
board-division = Division · units
board-division-of = { $name } · { $count }
board-divisions-shown = { $divisions ->
    [one] { $divisions } division
   *[other] { $divisions } divisions
  }, { $units } units
board-rows = Rows of the board
board-rows-division = By division
board-rows-unit = All units
unit-several = { $count } units
unit-kind-group = Group
unit-kind-division = Division
unit-kind-subsidiary = Subsidiary
unit-kind-department = Department
unit-kind-site = Site
unit-kind-compound = Compound
unit-code = Code
unit-staff = { $count } staff on the books
unit-dependants = { $count } family members
unit-contact = Contact
unit-not-there = does not exist on { $day }
unit-level = { $level } since { $since }
unit-level-normal = no closed-off management
unit-level-strengthened = Strengthened management
unit-level-controlled = Controlled
unit-level-sealed = Sealed off
unit-measures-title = Every measure · { $count }
unit-measures-none = The unit owes nothing and keeps nothing today.
unit-column-measure = Measure
unit-column-status = Status
unit-column-number = Now
unit-column-of = Of
unit-column-since = How long
unit-column-days = 14 days
unit-report-title = Daily report · { $received }
unit-report-none = not in
report-on-site = On site
report-stay-behind = Staying behind
report-working-from-home = At home, working
report-flexible = Flexible
report-home-isolation = Isolated at home
report-central-isolation = In a centre
report-dependants-home-isolation = Family at home
report-dependants-central-isolation = Family in a centre
report-confirmed = Confirmed
report-suspected = Suspected
report-fever = Fever
report-close-contacts = Close contacts
report-health-monitored = Monitored
report-meals-delivered = Meals
report-door-tests-done = Door tests
unit-round = Round { $round }, { $population }
unit-rounds-title = Testing (line: time used)
unit-stock-title = Days of stock · minimum/target
unit-posts-title = Checkpoints · { $count }
unit-shifts-title = Desk shifts · { $count }
unit-shifts-none = No desk shift today.
unit-shift-empty = nobody came
unit-shift-held = here since { $time }
unit-shift-left = left { $time }
unit-directives-title = Not yet conveyed · { $count }
unit-directives-none = Every directive is conveyed.
unit-inspections-title = Open inspections · { $count }
unit-inspections-none = No inspection is open.
unit-due = due { $time }
# People and work: its sections
filter-section = Section
section-isolation = People and isolation
section-work = Duty and production
section-orders = Directives and inspections
section-needs = { $count ->
    [0] { $section }
   *[other] { $section } · { $count }
  }
people-where-title = Where everyone is · { $told }/{ $whole } persons told
people-where-none = No staff is on the books, and nobody told where they are.
part-on-site = on site
part-stay-behind = staying behind
part-working-from-home = working from home
part-flexible = flexible
part-home-isolation = isolated at home
part-central-isolation = isolated in centres
part-unaccounted = in none of the six
part-unknown = not reported
part-contradictory = contradictory
people-where-units-title = Where everyone is, by unit
column-books = On the books
column-on-site = On site
column-stay-behind = Staying behind
column-working-from-home = From home
column-flexible = Flexible
column-home-isolation = Isolated at home
column-central-isolation = In centres
column-unaccounted = In none
column-not-told = Not told
column-residents = Residents present
people-care-title = Isolation and its care
care-done-title = Done of what is due (newest daily reports)
care-meals = Meals
care-door-tests = Door tests
care-health = Health monitoring
care-short = { $count ->
    [one] { $count } unit short
   *[other] { $count } units short
  }
count-home-isolation = staff, at home
count-central-isolation = staff, in centres
count-dependants-home-isolation = family, at home
count-dependants-central-isolation = family, in centres
count-close-contacts = close contacts
people-care-units-title = Care by unit, those short of it first
column-meals = Meals
column-door-tests = Door tests
column-health = Health monitoring
column-isolated-home-isolation = Staff, at home
column-isolated-central-isolation = Staff, in centres
column-isolated-dependants-home-isolation = Family, at home
column-isolated-dependants-central-isolation = Family, in centres
column-close-contacts = Close contacts
people-cases-title = Units with a case or a fever · { $count }
people-cases-none = No unit told of a confirmed or suspected case or a fever today.
people-hands-title = Production beside prevention · { $count ->
    [0] no hand let go
    [one] { $count } unit let one hand go
   *[other] { $count } units let one hand go
  }
column-of-plan-before = Of plan, day before
hands-others = { $count ->
    [one] { $count } other unit (table)
   *[other] { $count } other units (table)
  }
column-injuries = Injuries today
column-incidents = Incidents this month
column-prevention = Prevention
column-in-need = Measures in need
people-desks-title = Duty desks that stood empty today · { $count }
people-desks-nothing = No desk shift is planned on this day.
people-desks-held = { $held } of { $total } desks were held throughout.
desk-gap = empty for { $gap } at most · held { $held }/{ $elapsed } min
desks-as-table = Desks by unit (table)
column-covered = Covered
column-hours = Hours held/elapsed
column-longest-gap = Longest gap
people-teams-title = Teams: on duty now, and whom they checked today
team-party-vanguard = Party vanguard
team-youth-commando = Youth commando
team-security = Security
team-logistics = Logistics
team-medical-support = Medical support
team-duty-desk = Duty desk
team-silent = { $count ->
    [one] { $count } shift does not say
   *[other] { $count } shifts do not say
  }
column-team = Team
column-persons-on = Present/planned
column-shifts-held = Shifts held
column-posts-held = Posts held
column-checked = Checked today
column-refused = Refused
column-abnormal = Abnormal temperature
column-shifts-told = Shifts that counted
people-steps-title = Directives from issue to completed, last 30 days
people-directives-none = No directive was issued in the last 30 days.
people-directives-all = All directives of the last 30 days are conveyed.
step-issued = to convey
step-received = received
step-conveyed = conveyed
step-completed = completed
step-median = median { $hours } h
step-nobody = nobody yet
directive-facts = { $by } · issued { $issued } · due { $due }
directive-overdue = { $count ->
    [one] { $count } unit has not conveyed it, overdue { $duration }: { $names }
   *[other] { $count } units have not conveyed it, overdue { $duration }: { $names }
  }
directive-not-received = { $unit } (not received)
directives-as-table = All directives (table) · { $count }
column-step-received = Received
column-step-conveyed = Conveyed
column-step-completed = Completed
people-inspections-title = Inspections, last 30 days · { $open }/{ $total } open
people-inspections-none = No finding is open.
inspections-closed = { $count } closed
column-finding = Finding
column-inspected = Inspected
column-inspector = Inspector
column-mode = How
column-mend-by = To mend by
column-closed = Closed
severity-info = minor
severity-attention = attention
severity-breach = grave
mode-visit = on site
mode-phone = by phone
mode-message = by message
people-notices-title = Notices, last 14 days · { $count }
people-notices-none = No notice in the last 14 days.
notice-everyone = to everyone
notice-above = to a unit above and all below it
people-contacts-title = Contacts with sub-district and community, last 14 days · { $count }
people-contacts-none = No contact outside in the last 14 days.
contact-provided = provided: { $what }
column-contacted = Contacted
column-counterpart = With
column-content = About
column-provided = Provided
column-expected-on = Expected
people-control-title = Places under control · { $count }
people-control-none = No place is under a level above normal.
level-strengthened = strengthened
level-controlled = controlled
level-sealed = sealed
control-as-table = All places under control (table) · { $count }
column-level = Level
column-place-name = Place
column-since-at = Since
column-instructed-by = Instructed by

# Data quality: sources, delays, contradictions
quality-stale = stale sources
quality-silent-sources = sources without data in 30 days
quality-overdue = units overdue
quality-wrong = contradictory rows
quality-rejected = imports with rejected rows
quality-not-supplied = tables not supplied
quality-matrix-caption = Units × sources
quality-bars-title = Age of each source's newest row (the line is its limit)
lag-no-limit = { $age } · no limit
lag-of-limit = { $age } / { $limit }
lag-timeless = says no time
quality-delays-title = When daily reports came
delay-early = over an hour before due
delay-in-the-last-hour = in the last hour before due
delay-late-within-an-hour = up to an hour late
delay-later = over an hour late
delay-missing = overdue, not in
delay-waiting = not due yet
delay-units = { $count ->
    [one] { $count } unit
   *[other] { $count } units
  }
quality-matrix-title = Units × sources: how long ago each last came
quality-matrix-none = No unit to show.
given-never = none in 30 d
given-timeless = no time
quality-sources-table = Each source and its history (table)
quality-reasons-title = By reason
quality-units-wrong = Units concerned
unit-with-rows = { $count ->
    [one] { $unit } · { $count } row
   *[other] { $unit } · { $count } rows
  }
quality-imports-rejected-title = Imports, those with rejected rows first
# What the columns of a download mean, continued
define-days-missing = Days on which a report that was due never came
define-days-late = Days on which the report came after it was due
define-days-on-time = Days on which the report came in time
define-days-due = Days on which a report was owed and due
define-share-on-time = Days in time of the days due
define-waits = How long, at the least, the oldest sample without a result has waited, told from the snapshots
define-time = When the snapshot was taken
define-told = Units that told, of those that should
define-use = What was used on the day
define-category = Category of the item
define-on-hand-on = Day that the stock was counted on
define-least-on = Day on which the stock comes to its least at the present use
define-out-on = Day on which the stock is used up at the present use
define-least = Least days of stock times the burn
define-ordered = When it was ordered
define-expected-on = Day on which it is expected
define-lateness = How late it is, or in how many days it comes
define-books = Staff on the books
define-on-site = Staff on site
define-stay-behind = Staff staying behind
define-working-from-home = Staff working from home
define-flexible = Staff on flexible duty
define-home-isolation = Staff isolated at home
define-central-isolation = Staff isolated in centres
define-unaccounted = Staff on the books that the report puts in none of the six
define-not-told = Staff on the books that nobody told of, or in contradiction
define-residents = Residents present
define-meals = Meals delivered of those due
define-door-tests = Door tests done of those due
define-health = People monitored of those due
define-isolated-home-isolation = Staff isolated at home
define-isolated-central-isolation = Staff isolated in centres
define-isolated-dependants-home-isolation = Family isolated at home
define-isolated-dependants-central-isolation = Family isolated in centres
define-close-contacts = Close contacts
define-of-plan-before = The lowest share of plan of the day before, and how many of its rows were on plan
define-injuries = People injured today
define-incidents = Safety incidents of the month
define-prevention = The worst status among the measures
define-in-need = Measures that are short
define-covered = Time held of the time elapsed
define-hours = Hours held, of the hours elapsed
define-longest-gap = The longest time that nobody was there
define-team = Kind of team
define-persons-on = People present, of those planned
define-shifts-held = Shifts taken, of all that are on
define-posts-held = Posts that are held
define-checked = Persons checked today
define-refused = Persons refused today
define-abnormal = Persons with abnormal temperature today
define-shifts-told = Shifts that told their counts, of all
define-step-received = Units that received it, of those addressed
define-step-conveyed = Units that conveyed it, of those addressed
define-step-completed = Units that completed it, of those addressed
define-finding = What the inspection found
define-inspected = When it was inspected
define-inspector = Who inspected
define-mode = Visit, telephone or message
define-mend-by = Day by which it is to be mended
define-closed = When it was closed
define-contacted = When they were in contact
define-counterpart = With whom
define-content = What it was about
define-provided = What was provided
define-level = Level of control
define-place-name = The place under control
define-since-at = Since when it is in force
define-instructed-by = Who instructed it

map-city-title = City districts
map-county-title = Outlying counties
map-all-title = Where everything is
map-is-told-below = each is listed in the table below
map-last-sign = last sign { $time }
map-edge = edge of the map
map-not-shown = Not on the map · { $count }
map-near-border = Within { $metres } m of a border, district looked up by place · { $count }
map-districts-title = By district · { $figure }
off-map-missing = no coordinates
off-map-swapped = longitude and latitude likely swapped
off-map-impossible = impossible coordinates
off-map-far = far from all other places, coordinates in doubt
district-near = { $district } (near the border of { $other })
district-near-edge = { $district } (near the edge of the map)
district-none = district not known
control-at-seat = shown at the unit's seat
seat-worst = Unit · needs most: { $status }
midnight = 24:00
filter-shade = Colour districts by
shade-none = Nothing
shade-short = Units short of supplies
shade-unmanned = Unmanned checkpoints
shade-isolated = Persons in isolation
shade-confirmed = New confirmed cases
shade-not-known = Not known
class-range = { $high ->
    [same] { $low }
    [more] { $low } or more
   *[other] { $low }–{ $high }
  }
atlas-states = Status
atlas-kinds = Kind
atlas-layers = Layers
atlas-seats = Units' seats
atlas-names = Names
atlas-play = ▶ Play the day
atlas-pause = ❚❚ Pause
atlas-slider = Time of the day
atlas-live = End playback
atlas-asItStands = as it stands
atlas-ofAll = { $shown } of { $all } shown
atlas-clear = Clear selection
atlas-closer = Zoom in
atlas-farther = Zoom out
atlas-whole = Whole map
atlas-noMaps = This browser draws no maps; the table says it all.
atlas-staff = present/required { $told }
atlas-sign = last sign { $told }
atlas-together = { $told } checkpoints
atlas-nobodyThere = nothing counted here
column-district = District
column-near-border = Near the border of
column-longitude = Longitude
column-latitude = Latitude
column-district-value = Value
column-out-of = Of
define-district = District or county: by its code where one is given, else looked up by place
define-near-border = Where the district was looked up and a border is within 500 m: the district on its other side
define-longitude = Longitude (WGS-84, degrees); why there is none on the map
define-latitude = Latitude (WGS-84, degrees); why there is none on the map
define-district-value = The district's value; empty where it is not known
define-out-of = How many it is a part of
sheet-districts-table = By district

page-wall = Wall
wall-board = The board
wall-map = Checkpoint map
wall-testing = Testing
wall-supplies = Supplies
wall-attention = Needs attention
wall-supply = Supplies
wall-past = Showing { $day }
wall-fetched = fetched { $told }
wall-data = data as of { $told }
wall-ago-seconds = { $told } s ago
wall-ago-minutes = { $told } min ago
wall-ago-hours = { $told } h ago
wall-late = Not refreshed · this is from { $told }
wall-dead = NOT LIVE · this is from { $of } ({ $told })
wall-why-server = the server does not answer
wall-why-database = the database does not answer
wall-why-screen = the screen was not drawn anew
wall-page = page { $told } of { $of }
wall-new = New breach
wall-more = { $told } more
wall-leave = Back to the overview
wall-changed = changed within a minute
wall-items = Items: how many units
wall-used = line: time used
wall-cell-exempt = ex
wall-cell-not-due = …
wall-cell-check = ≠
wall-cell-none = nil
wall-cell-no-use = ∞
wall-cell-understaffed = low
wall-cell-suspected = sus
wall-cell-injury = inj
wall-link-invalid = This link to the wall is not right: scene is one of board, map, testing, supplies, attention; dwell a whole number of seconds from 20 to 3600; theme dark or light.
wall-closed = This link to the wall holds no longer. Ask { $whom } for a new one.
walls-title = Walls · { $count }
walls-how = Served by this process, and kept in its memory: one that is started anew begins from nothing, and others keep their own.
walls-none = No wall has asked since this process began (which keeps that in its memory alone).
walls-alive = alive
walls-silent = silent
walls-since = since { $time }
walls-heard = silent for { $duration } (since { $time })

# Import: where, what was found, what is expected
import-line = line { $line }
import-fault = { $file }: { $where }: { $what }
import-fault-of-file = { $file }: { $what }
import-more = { $file }: and { $count } more faults, not listed one by one
import-rejected = { $file }: rejected, nothing of it was stored
import-unchanged = { $file }: nothing new, { $count ->
    [one] 1 row
   *[other] { $count } rows
  } unchanged
import-done = { $file }: { $inserted } inserted, { $revised } revised, { $unchanged } unchanged
import-note = { $file }: { $what }
import-dry-run = dry run: nothing was kept
import-report = { $file }: the copy with the faults marked is { $to }
import-no-report = no faults, so no marked copy was written
import-reading = reading
import-storing = storing
import-watching = watching { $folder }, Ctrl+C ends it
import-moved = { $file }: moved to { $to }
import-stuck = { $file }: done with, but it cannot be moved ({ $reason }); it is not read again until it changes
import-waiting = the database is away, the files stay where they are: { $reason }
note-encoding = read as { $name }
note-rows-empty = { $sheet }: { $count ->
    [one] 1 row was
   *[other] { $count } rows were
  } left empty and not stored
note-sheet-empty = { $sheet }: left empty and not stored
note-as-known = { $where }: the plan stays as it is known, { $known }; { $found } of the sheet was not taken
note-no-longer = { $where }: no longer reported, though it was before: { $columns }
note-totals = { $count ->
    [one] 1 row of totals was
   *[other] { $count } rows of totals were
  } left out, as the mapping says
fault-not = { $found } is not { $expected }
fault-empty = empty, and it cannot be
fault-fields = { $found } fields where the heading has { $expected }
fault-twice = { $named } stands already in row { $row }; each stands in one row
fault-future = { $found } is in the future
fault-lost-reference = { $found } is not in { $table }; import it first, or mend the code
fault-of-another-unit = { $named } belongs to another unit, { $unit }
fault-no-revision-left = no revision is left after { $newest }
fault-other-content = revision { $revision } is already stored with other content (there / here: { $told }); a correction takes the next revision
fault-above-itself = { $found } would stand above itself in the tree
fault-not-a-file = not a regular file
fault-file-too-large = the file is larger than the limit of { $most } MB
fault-unreadable = the file cannot be read ({ $reason })
fault-overtaken = somebody else keeps writing the same rows; import the file again in a while
fault-database-refuses = the database refuses a value ({ $reason })
fault-misnamed = the file is a workbook, but its name ends in { $name }; rename it to .xlsx
fault-other-workbook = { $kind } is not read; save the workbook as .xlsx
fault-other-file = a file that ends in { $name } is not read; use .xlsx or .csv
fault-no-mapping = not a workbook that `template` made; to read another sheet give a mapping with --mapping
fault-encoding-utf-32 = UTF-32 is not read; save the file as CSV UTF-8
fault-encoding = not text in UTF-8, GB18030 or UTF-16; save the file as CSV UTF-8
fault-not-csv = not CSV ({ $reason })
fault-too-many-rows = more rows than the limit of { $most }
fault-too-many-columns = more columns than the limit of { $most }
fault-too-many-cells = more cells than the limit of { $most }; delete what stands far from the table
fault-too-long = the text of a cell is longer than the limit of { $most } characters
fault-no-table = { $found } is no table of the contract that can be imported; the file is named after one of { $tables }
fault-no-heading = the file is empty; its first line names the columns
fault-no-column = { $found } is no column of { $table }; it has { $columns }
fault-column-missing = the column { $name } is missing, and { $table } cannot do without it
fault-column-twice = the column { $name } stands twice; delete one
fault-not-a-workbook = not an .xlsx workbook that can be read; open it in a spreadsheet program and save it as .xlsx
fault-old-or-locked = an older workbook, or one with a password; take the password off and save it as .xlsx
fault-too-many-parts = the workbook has more parts inside than the limit of { $most }
fault-unpacks-too-large = unpacked it would be larger than the limit of { $most } MB, and was not unpacked
fault-damaged = the part { $name } is damaged; open the workbook in a spreadsheet program and save it as .xlsx
fault-beyond-measure = { $name } is beyond what a sheet can be; open the workbook in a spreadsheet program and save it as .xlsx
fault-too-much = reading it took more memory or time than is given to it; open it in a spreadsheet program, delete what is not needed and save it as .xlsx
fault-document-type = the part { $name } has a document type, which no spreadsheet program writes; it was not read
fault-no-sheet = the workbook has no sheet
fault-row-twice = the same row or cell stands there twice; open the workbook in a spreadsheet program and save it as .xlsx
fault-shown-otherwise = the cell's format shows another number than it holds (a percentage, thousands, a sign); give it a plain format and look at it
fault-formula = a formula that nobody has worked out; open the workbook, let it recalculate and save it, or write the value
fault-error-value = a formula in error, { $found }; mend it, or write the value
fault-hidden = in a hidden row or column; show it and look at it, or delete it
fault-hidden-sheet = the sheet is hidden; show it and look at it
fault-merged = merged cells { $range }, so that nobody can say which row the value is of; unmerge them
fault-version = the workbook is of version { $found }, not { $expected }; get a new one
fault-day-to-come = { $found } is still to come, today is { $today }
fault-sheet-missing = the sheet { $name } is missing
fault-unknown-sheet = the workbook as it was given out has no sheet of this name, and what stands on it would not be read; give a renamed sheet its name back, delete any other
fault-sheet-not-mapped = the mapping does not name this sheet; delete it, or name it there
fault-nothing-filled-in = nothing is filled in
fault-name-missing = the line { $name } is missing; get a new workbook
fault-row-of-name-twice = the line { $name } stands there twice; get a new workbook
fault-row-without-name = { $found } stands in no cell that is to be filled in; move it to the right one, or delete it
fault-heading-missing = the column { $name } is missing
fault-column-without-name = { $found } stands in no column that is to be filled in; move it to the right one, or delete it
fault-heading-not-mapped = the mapping does not name the column { $found }; name it under columns or ignore
fault-beyond-headings = { $found } stands in a column without a heading; give it one, or delete it
fault-row-only-ignored = the row has something only in columns that are not read; complete it, or delete it
fault-total-row = { $found } looks like a row of totals; delete it, or name the word under totals in the mapping
fault-from-report = { $found } is read from the daily report, and not filled in here
fault-shift-length = a shift ends after it begins, and within 24 hours
expected-one-of = one of { $words }
expected-principal = in lower case and Unicode NFC, as identity providers are compared
expected-instant = an instant with its offset, such as 2021-12-28T17:42:00+08:00
expected-local-instant = a day and a time, year first, such as 2021-12-28 17:42
expected-clock-change = a time that came once: the clock was changed on that day; write it with its offset, such as 2021-12-28T17:42:00+08:00
expected-day = a day, year first, such as 2021-12-28
expected-day-in-full = a day that can be read in one way only; write it in full, year first, such as 2021-12-28
expected-day-alone = a day alone: it has a time
expected-day-format = a day written { $format }
expected-time = a time of day, from 00:00 to 24:00, such as 08:30
expected-count = a whole number, 0 or more (empty where it is not known, 0 only where there is none)
expected-from-one = a whole number, 1 or more
expected-whole = a whole number
expected-no-comma = a number without a comma: where semicolons part the fields it may be the decimal sign
expected-number = a number, such as 12.5
expected-yes-no = 0, 1, true or false
expected-weekdays = digits from 1 (Monday) to 7 (Sunday)
expected-adcode = six digits of GB/T 2260
expected-text = text
expected-no-nul = text: it holds a NUL character
expected-at-most = at most { $count ->
    [one] 1 character
   *[other] { $count } characters
  } long

# The workbook of a unit: what each line is called and means
form-workbook = Workbook version
form-org-unit-id = Unit
explain-org-unit-id = Choose your unit from the list
form-name = Name of the unit
form-day = Day reported
explain-day = The day reported, year first, such as 2021-12-28
form-submitted-by = Filled in by
form-on-site = On site
explain-on-site = Staff at work on site; each person of the staff counts in one of the six
form-stay-behind = Staying behind
explain-stay-behind = Staff who stay behind on the premises
form-working-from-home = Working from home
explain-working-from-home = Staff working from home
form-flexible = Flexible
explain-flexible = Staff on flexible duty
form-home-isolation = Isolated at home
explain-home-isolation = Staff isolated at home
form-central-isolation = Isolated in a centre
explain-central-isolation = Staff isolated in a centre
form-dependants-home-isolation = Family isolated at home
explain-dependants-home-isolation = Family isolated at home; empty where they are not counted apart
form-dependants-central-isolation = Family isolated in a centre
explain-dependants-central-isolation = Family isolated in a centre; empty where they are not counted apart
form-close-contacts = Close contacts
explain-close-contacts = Close contacts
form-health-due = Health to be monitored
explain-health-due = Persons whose health is to be monitored that day
form-health-monitored = Health monitored
explain-health-monitored = Of those, persons monitored; not more than were due
form-fever = Fever
explain-fever = Persons with fever that day; 0 only where there is none
form-suspected = Suspected cases
explain-suspected = New suspected cases that day; 0 only where there is none
form-confirmed = Confirmed cases
explain-confirmed = New confirmed cases that day; 0 only where there is none
form-residents-present = Residents present
explain-residents-present = Residents present in the housing
form-meals-due = Meals due
explain-meals-due = Meals due that day
form-meals-delivered = Meals delivered
explain-meals-delivered = Of those, meals delivered
form-door-tests-due = Door tests due
explain-door-tests-due = Tests due at the door that day
form-door-tests-done = Door tests done
explain-door-tests-done = Of those, tests done
form-remark = Remark
explain-remark = Anything to be explained; may stay empty
form-measure-id = Code of the measure
explain-measure-id = Filled in already, not to be changed
form-slot = Slot
explain-slot = Which time of the day
form-name-of-measure-record = Measure
explain-name-of-measure-record = The measure that is owed
form-due = Due
explain-due = To be done by then
form-required = Required
explain-required = How much is required in this slot
form-done = Done
explain-done = How much was done; 0 where nothing was, empty where it is not known
form-round-id = Code of the round
explain-round-id = Filled in already, not to be changed
form-population = Population
explain-population = Staff, dependants, or both together
form-name-of-testing-progress = Round
explain-name-of-testing-progress = The round of testing
form-closes = Ends
explain-closes = When the round ends
form-last = Sampled as last told
explain-last = Persons sampled so far, as last told
form-target = Target
explain-target = Persons to be sampled by the roster; empty where there is none, or where it is as last told
form-sampled = Sampled
explain-sampled = Persons sampled so far, not tubes
form-resulted = Resulted
explain-resulted = Persons with a result so far
form-positive = Positive
explain-positive = Positive results so far
form-tubes = Tubes
explain-tubes = Tubes so far
form-item-id = Code of the item
explain-item-id = Filled in already, not to be changed
form-name-of-stock-day = Item
explain-name-of-stock-day = The item
form-unit = Counted in
explain-unit = Quantities are given in it
form-before = Stock the day before
explain-before = Stock as last told in the days before
form-received = Received
explain-received = Received that day
form-issued = Issued
explain-issued = Issued that day
form-on-hand = On hand
explain-on-hand = Stock on hand at the close of the day
form-shift-id = Code of the shift
explain-shift-id = Filled in for shifts that are known; empty for a new one
form-name-of-duty-shift = Name of the post
explain-name-of-duty-shift = Empty for the duty desk
form-checkpoint-id = Post
explain-checkpoint-id = Choose from the list; empty for the duty desk
form-starts-at = Starts
explain-starts-at = Day and time, such as 2021-12-28 08:00
form-ends-at = Ends
explain-ends-at = Day and time; of a shift past midnight the next day
form-team = Team
explain-team = Choose from the list
form-leader = Leader
explain-leader = Who leads the shift, by role
form-planned-staff = Planned staff
explain-planned-staff = Persons planned
form-present-staff = Present staff
explain-present-staff = Persons present
form-signed-in-at = Signed in
explain-signed-in-at = Day and time of taking the post; empty keeps what was told
form-last-confirmed-at = Last confirmed
explain-last-confirmed-at = Day and time of the last sign of life
form-signed-out-at = Signed out
explain-signed-out-at = Day and time of leaving; empty keeps what was told
form-persons-checked = Checked
explain-persons-checked = Persons checked
form-persons-refused = Refused
explain-persons-refused = Persons refused
form-abnormal-temperature = Abnormal temperature
explain-abnormal-temperature = Persons with an abnormal temperature
form-title = Daily workbook of a unit
form-daily = Daily and zero report
form-measure-record = Measures and slots
form-testing-progress = Testing
form-stock-day = Stock
form-duty-shift = Shifts
form-lists = What the lists choose from
form-item = Item
form-value = Value
form-refused = Not taken
form-expected = Expected: { $what }
form-section-staff = Staff (each person once)
form-section-family = Family
form-section-health = Health
form-section-care = Care
form-section-remark = Other
expected-unit = a unit from the list
expected-choice = one from the list
note-blank = Fill in the yellow cells only. Leave empty what is not known: empty means not reported.
note-zero = Write 0 only where there is none: 0 means reported, and none.
note-days = Days begin with the year (2021-12-28), times are of 24 hours.
note-grey = Grey words and cells are for the system: do not change, move, merge or hide them.
note-again = To correct something mend it and hand it in again: the old record stays, the new one counts.
note-mark = A red cell contradicts another: look at it again.
population-staff = Staff
population-dependant = Dependants
population-combined = Staff and dependants together
report-title = Import report
report-where = Where
report-what = What is wrong
form-known = Told so far
explain-known = Signed in and out, as told so far
form-roster = Target as last told
explain-roster = Persons to be sampled as last told; need not be given again
