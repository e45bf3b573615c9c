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
showing-as-of = Shown as it was known at { $time }; the lists of units and measures keep no history and are shown as they are now.

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
checks-units = { $count ->
    [one] { $count } contradictory report
   *[other] { $count } contradictory reports
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
attention-more = { $count } more, see Compliance.
attention-confirmed = { $count ->
    [one] { $count } new confirmed case
   *[other] { $count } new confirmed cases
  }
attention-suspected = suspected cases or fever
attention-report-missing = daily report not in (due { $due })
attention-report-late = daily report came late (due { $due })
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
