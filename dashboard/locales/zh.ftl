# 屏幕上的全部中文
app-title = 一盘棋
app-subtitle = 集团态势一览
page-overview = 总览
page-compliance = 落实情况

filter-units = 单位
filter-units-all = 全部（{ $count } 家）
filter-area = 区域
filter-day = 日期
filter-as-of = 截至时刻（当时所知）
filter-language = 语言
area-city = 市区
area-county = 县区
language-zh = 中文
language-en = English
back-to-now = 回到现在

stamp-data = 数据截至 { $time }
stamp-no-data = 暂无数据
showing-newest-day = 今日尚无日报，显示最近有日报的一天：{ $day }。
showing-past-day = 正在查看 { $day }。
showing-as-of = 按 { $time } 时所知显示；单位名录与措施目录无历史，按现状显示。

sentence = { $expected ->
    [0] { $day }无应报日报单位；
   *[other] { $expected } 家应报单位中 { $received } 家已报日报（零报告 { $zero } 家）；
  }{ $confirmed ->
    [0] 无新增确诊
   *[other] 新增确诊 { $confirmed } 例
  }{ $unknown ->
    [0] {""}
   *[other] （{ $unknown } 家情况未知）
  }{ $silent ->
    [0] 。
   *[other] ；{ $silent } 家逾期未报。
  }

figure-reporting-completeness = 日报上报率
figure-reporting-timeliness = 日报及时率
figure-reporting-zero = 零报告
figure-cases-confirmed = 新增确诊
figure-cases-suspected = 新增疑似
figure-cases-days-since = 距上次确诊
unit-cases = 例
unit-days = 天
over-60 = 60 以上
nothing-expected = 无应报
nothing-due = 尚未到时
nobody-there = 无单位
nothing-received = 尚无上报
waiting-units = { $count } 家未到时
target = 目标 { $value }
unknown-units = { $count } 家未知
checks-units = { $count } 家数据矛盾
all-known = 全部已知
confidence-stale = 数据陈旧
confidence-partial = 不完整
confidence-provisional = 当日未结束
confidence-complete = 完整

status-met = 达标
status-attention = 关注
status-breach = 告警
status-no-data = 无数据
status-not-due = 未到时
status-exempt = 免报
status-check = 数据矛盾
legend = 图例

attention-title = 需要关注 · { $count }
attention-none = 目前没有需要处理的事项。
attention-more = 另有 { $count } 项，见“落实情况”。
attention-confirmed = 新增确诊 { $count } 例
attention-suspected = 有疑似或发热人员
attention-report-missing = 日报未报（截止 { $due }）
attention-report-late = 日报迟报（截止 { $due }）
overdue-by = 逾期 { $duration }
since = { $time } 起
duration-minutes = { $count } 分钟
duration-hours = { $count } 小时
duration-days = { $count } 天
silent-title = 逾期未报单位 · { $count }
silent-none = 没有逾期未报的单位。

chart-reports-title = 近 14 天日报
chart-cases-title = 近 14 天新增确诊
chart-day = 日期
chart-units = 单位数
chart-on-time = 按时
chart-late = 迟报
chart-missing = 未报
chart-confirmed = 确诊
chart-as-table = 以表格显示
units-title = 各单位日报
column-unit = 单位
column-status = 状态
column-due = 截止
column-received = 首次上报
column-overdue = 逾期
column-revision = 版本
column-confirmed = 确诊
column-suspected = 疑似
column-fever = 发热
column-day = 日期
column-expected = 应报
column-reported = 已报
column-on-time = 按时
column-zero = 零报告

empty-title = 还没有单位
empty-text = 数据库中没有单位。请用 situation-board import 导入 org_unit.csv，或运行 situation-board demo 写入演示数据。
link-invalid = 链接中的单位、区域、日期或时刻不存在，或您无权查看；请从|总览|重新进入。
database-away = 暂时连不上数据库，正在重试；数据未受影响。
database-unfit = 数据库尚不可用：缺少所需的数据表，或地址有误；请管理员运行 situation-board init 或检查设置。
settings-wrong = 系统设置有误，请管理员查看服务日志。
data-wrong = 数据库中有不符合约定的数据，请管理员查看服务日志。
failed = 页面出错，已记录；请稍后重试。
