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

stamp-data = 截至 { $time }
stamp-no-data = 暂无数据
showing-newest-day = 今日尚无日报，显示最近有日报的一天：{ $day }。
showing-past-day = 正在查看 { $day }。
showing-as-of = 按 { $time } 时所知显示；单位、措施、物资、卡点、核酸轮次、指令与订单不保留历史，按现状显示。

sentence-reports = { $expected ->
    [0] { $day }无应报日报单位
   *[other] { $expected } 家应报单位中 { $received } 家已报日报（零报告 { $zero } 家）
  }{ $silent ->
    [0] {""}
   *[other] ，{ $silent } 家逾期未报
  }
sentence-cases = { $confirmed ->
    [0] 无新增确诊
   *[other] 新增确诊 { $confirmed } 例
  }{ $unknown ->
    [0] {""}
   *[other] （{ $unknown } 家情况未知）
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
attention-more = 另有 { $count } 项
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

page-testing = 核酸检测
page-supplies = 物资保障
page-map = 卡点地图
filter-measure = 措施
filter-measure-all = 全部措施
demonstration = 演示数据
demonstration-title = 此库为演示数据：单位、人员与数字均为虚构。
stamp-oldest = 数据截至 { $time }
database-away-since = 暂时连不上数据库，正在重试；以下为 { $time } 的数据。

sentence-stop = 。
sentence-comma = ；
list-comma = 、
sentence-testing = 第 { $round } 轮核酸采样 { $share }、{ $positive ->
    [0] 无阳性
   *[other] 阳性 { $positive } 人
  }
sentence-supplies = { $count } 家物资低于安全天数
sentence-posts = { $count } 个卡点缺岗

figure-testing-coverage = 核酸采样
figure-testing-coverage-staff = 职工采样
figure-testing-coverage-dependant = 家属采样
figure-testing-pending = 待出结果
figure-testing-positive = 阳性
figure-testing-positivity = 阳性率
figure-supply-units-short = 物资不足单位
figure-checkpoint-manned = 卡点到岗
figure-people-isolated = 隔离人员
unit-persons = 人
unit-units = 家
nothing-resulted = 尚无结果
nothing-decided = 无可判定
unknown-count = 未知 { $count }
checks-count = 矛盾 { $count }
small-days-since = { $days ->
    [over] 60 天以上无确诊
   *[other] 距上次确诊 { $days } 天
  }
small-suspected = 疑似 { $count }
small-pending = 待出结果 { $count }
small-positive = 阳性 { $count }
small-without-roster = 无名册 { $count } 人
small-shortest = 最短 { $days } 天：{ $unit } { $item }
small-unmanned = 缺岗 { $count }
small-zero = 零报告 { $count }

measure-testing = 核酸
measure-checkpoint = 卡点
measure-supply-protective = 防护物资
measure-supply-disinfection = 消杀物资
measure-supply-medical = 医疗物资
measure-supply-living = 生活物资
measure-cases = 病例

board-title = 一盘棋：各单位 × 各项措施
board-unit = 单位
board-shown = { $n } / { $total } 家
board-all-met = 均正常
board-slots-title = { $measure }：各单位 × 各次
board-slot = 第 { $slot } 次
board-stock-title = 各单位 × 各物资：可用天数
cell-exempt = 免
cell-not-due = 未到
cell-check = 矛盾
cell-not-in = 未报
cell-suspected = 疑似
cell-understaffed = 缺员
cell-none = 无
cell-no-use = 未用
cell-days = { $days }天

reason-confirmed = 新增确诊 { $count } 例
reason-suspected = 有疑似或发热人员
reason-report-missing = 日报未报（截止 { $due }）
reason-report-late = 日报迟报（截止 { $due }）
reason-done-short = { $measure }完成 { $done }/{ $required }
reason-testing-positive = 第 { $round } 轮核酸检出阳性
reason-testing-late = 第 { $round } 轮核酸到时未完成，采样 { $done }/{ $required }
reason-testing-behind = 第 { $round } 轮核酸采样 { $done }/{ $required }，落后进度
reason-stock-out = { $item }已用完
reason-stock-short = { $item }仅够 { $days } 天（安全线 { $least } 天）
reason-stock-low = { $item }可用 { $days } 天（目标 { $aim } 天）
reason-unmanned = { $post }无人值守
reason-understaffed = { $post }人手不足
lasting = 已 { $duration }

measures-title = 各单位：{ $measure }
chart-measure-title = 近 14 天：{ $measure }
chart-share = 完成率
chart-done = 完成
chart-required = 应完成
column-done = 完成
column-required = 应完成
column-unknown = 未知
column-since = 起
testing-clock-title = 本轮进度
testing-clock = { $name }：{ $from } 至 { $until }
testing-sampled = 已采 { $sampled }/{ $target }
testing-time-used = 已用时
testing-rate = 每小时 { $rate } 人
testing-eta = 预计 { $eta } 完成
testing-no-rate = 近 6 小时无进展
testing-ended = 已到时
testing-done = 已完成
testing-units-title = 各单位进度（竖线为已用时）
testing-rounds-title = 历次检测
testing-none = 当前没有检测轮次。
column-round = 轮次
column-starts = 开始
column-ends = 结束
column-staff = 职工
column-dependant = 家属
column-combined = 合计采样
column-pending = 待出
column-positive = 阳性
column-sampled = 采样
column-target = 应采
column-coverage = 采样率
column-resulted = 已出结果
column-updated = 更新于
column-units = 单位数
column-without-roster = 无名册采样
filter-item = 物资
supplies-items-title = 各项物资
supplies-bars-title = { $item }：各单位可用天数（竖线：安全 { $least } 天、目标 { $aim } 天）
supplies-none = 近 30 天没有库存数据。
column-item = 物资
column-on-hand = 现有库存
column-burn = 日均消耗
column-days = 可用天数
column-worst = 最短单位
column-short = 不足
column-low = 偏低
column-undecided = 未定
map-city-title = 市区
map-county-title = 周边县区
map-table-title = 卡点 · { $count }
map-not-shown = { $count } 个卡点没有可用坐标，只列在表中：{ $names }
map-none = 没有卡点。
column-checkpoint = 卡点
column-kind = 类型
column-place = 区域
column-staff-now = 在岗/应到
column-last-sign = 最近签到
kind-gate = 大门
kind-road = 路口
kind-tent = 帐篷
kind-testing-point = 采样点
kind-isolation-point = 隔离点
state-manned = 在岗
state-understaffed = 人手不足
state-unmanned = 缺岗
state-unknown = 情况不明
state-off = 未到班次
state-closed = 已撤
stock-out = 已用完
stock-short = 低于安全线
stock-low = 低于目标
stock-enough = 充足
stock-undecided = 无法判定
map-last-sign = 最近签到 { $time }

figure-duty-coverage = 值班在岗
figure-people-accounted = 职工在册清点
figure-directive-conveyed = 指令传达
figure-production-on-plan = 生产达标
figure-safety-incidents = 安全事故
figure-control-units = 管控单位
unit-incidents = { $count ->
   *[other] 起（本月）
  }
nothing-on-duty = 无值班安排
nothing-told = 尚无上报
nothing-issued = 三十天内无指令
not-supplied = 未接入
duty-hours = { $hours } 小时
measure-duty = 值班
measure-directive = 指令
measure-production = 生产
cell-injury = 工伤
reason-desk-empty = 值班室无人在岗
reason-desk-gap = 值班室空岗 { $gap }
reason-directive-overdue = 指令“{ $directive }”逾期未传达
reason-directive-late = 指令“{ $directive }”传达超时
reason-injury = 发生工伤
reason-below-plan = 生产低于计划

about-figure = 说明
about-formula = 含义
about-numerator = 已计
about-denominator = 应计
about-unknown = 未知
about-missing = 缺报单位
about-missing-more = 另有 { $count } 家
about-nobody-missing = 无
about-checks = 矛盾记录
about-sources = 来源表
about-no-history = 按现状显示：{ $names }
about-data-time = 数据截至
about-lacks = 未接入
formula-reporting-completeness = 已收到日报的单位 ÷ 当日应报且未豁免的单位。到时未收到的记为未知。
formula-reporting-timeliness = 首次上报不晚于截止时间的单位 ÷ 截止时间已到的应报单位。事后更正不影响及时与否。
formula-reporting-zero = 发热、疑似、确诊均为零的日报 ÷ 已收到的日报。
formula-measure = 各时段完成数（以应完成数为限）之和 ÷ 应完成数之和，只计已到时或已上报的时段。
formula-measure-health-monitoring = 已监测人数 ÷ 应监测人数，按应报单位可用的日报计算。
formula-measure-isolation-care = 送餐与上门检测的完成数（以应完成数为限） ÷ 应完成数，按应报单位的日报计算。
formula-testing-coverage = 已采样人数 ÷ 应采样人数，按各单位当前轮次计算。
formula-testing-coverage-staff = 职工已采样 ÷ 职工应采样，按各单位当前轮次计算；职工家属合并统计的单位只计入总数。
formula-testing-coverage-dependant = 家属已采样 ÷ 家属应采样，按各单位当前轮次计算。
formula-testing-pending = 已采样人数 − 已出结果人数，只计两项都有的记录。
formula-testing-positive = 当前轮次中结果为阳性的人数。
formula-testing-positivity = 阳性人数 ÷ 已出结果人数。
formula-supply-units-short = 有物资低于最低天数的单位 ÷ 有物资可判定的单位。可用天数 = 库存 ÷ 日均消耗。
formula-checkpoint-manned = 有人值守且确认未过时的卡点 ÷ 上述卡点与无人卡点之和。有人但久未确认的记为未知。
formula-duty-coverage = 值班室有人签到在岗的分钟数 ÷ 当日至今的分钟数，只计有值班安排的单位。
formula-people-isolated = 居家与集中隔离的职工和家属人数，取各单位最新日报。
formula-people-accounted = 在岗、留守、居家办公、弹性、居家隔离、集中隔离六项之和 ÷ 在册职工，只计六项齐全的单位。
formula-cases-confirmed = 当日新增确诊人数，取各单位最新日报。
formula-cases-suspected = 当日新增疑似人数，取各单位最新日报。
formula-cases-days-since = 距最近一个有确诊的日子的天数，回看六十天。其间有一天未报的单位记为未知。
formula-directive-conveyed = 已传达的回执 ÷ 近三十天所发指令的全部回执。
formula-production-on-plan = 当日产量达到计划的记录 ÷ 计划与产量都有的记录。
formula-safety-incidents = 本月一日至当日的安全事故数。
formula-control-units = 管控等级高于常态的单位，每单位按最高等级计一次。
sentence-not-supplied = 各单位上报情况无从得知：本库未接入 { $names }

page-people = 人员与生产
page-quality = 数据质量
people-directives-title = 近三十天指令 · 从下发到传达中位 { $hours } 小时
people-both-hands-title = 两手抓偏废 · { $count }
people-output-title = 产量与计划
supplies-proposals-title = 调拨建议 · { $count }
quality-sources-title = 各来源与时限
quality-contradictory-title = 自相矛盾而未计入的记录 · { $count }
quality-contradictory-none = 没有自相矛盾的记录。
quality-imports-title = 导入记录（新的在前）
quality-imports-none = 尚无导入记录。
hand-held-back = 生产达标，但有措施严重不足
hand-fell-behind = 措施无严重不足，但生产低于计划
column-hand = 情况
column-in-breach = 严重不足的措施
column-directive = 指令
column-issued = 下发
column-conveyed = 已传达
column-late = 超时
column-product = 产品
column-output = 产量
column-plan = 计划
column-of-plan = 完成率
column-output-to-date = 本月产量
column-plan-to-date = 本月计划
column-of-plan-to-date = 本月完成率
column-giver = 调出
column-receiver = 调入
column-quantity = 数量
column-days-before = 调前天数
column-days-after = 调后天数
column-distance = 距离（公里）
column-on-the-way = 在途
column-source = 来源
column-table = 表
column-newest = 最新记录
column-age = 距今
column-limit = 时限
column-history = 历史
column-key = 键
column-reason = 原因
column-file = 文件
column-imported = 导入时间
column-by = 导入人
column-inserted = 新增
column-revised = 更正
column-unchanged = 未变
column-rejected = 拒收
source-daily-report = 日报
source-measure-record = 措施落实
source-testing-progress = 核酸进度
source-stock-day = 库存
source-duty-shift = 班次
source-production-day = 生产
source-directive-receipt = 指令回执
source-inspection = 督导检查
source-control-status = 管控等级
source-requirement = 应报要求
source-exemption = 豁免
source-org-unit = 单位
source-measure = 措施目录
source-checkpoint = 卡点
source-testing-round = 核酸轮次
source-supply-item = 物资目录
source-supply-order = 物资订单
source-directive = 指令
source-notice = 通知
source-liaison = 对外联络
source-state-fresh = 及时
source-state-stale = 超限
source-state-silent = 三十天内没有
source-state-not-supplied = 未接入
history-kept = 保留：有更正记录
history-uncorrected = 未见更正：历史时点与及时率只以所给时间为准
history-timeless = 部分记录无时间：一律视为早已知晓
history-none = 不保留：任何时点都按现状显示
contradiction-negative-count = 计数小于零
contradiction-monitored-over-due = 已监测多于应监测
contradiction-staff-over-books = 上报职工多于在册
contradiction-sampled-over-target = 已采样多于应采样
contradiction-resulted-over-sampled = 结果多于采样
contradiction-positive-over-resulted = 阳性多于结果
contradiction-on-hand-negative = 库存小于零
contradiction-use-negative = 未入库而库存增加：消耗为负
rows-on-plan = { $n }/{ $total } 项达标
lacks-names = 无从得知：本库未接入 { $names }
table-none = 无。

# 页面框架
copied = 已复制。
copy-by-hand = 浏览器不允许自动复制；文字已选中，请按 { $keys }。

# 走势
trend-label = 近 { $days } 天走势
change-units = 两日均有数据的 { $count } 家单位相比
about-days = 近 14 天
attention-call = 联系
small-map-title = 卡点与驻地
small-map-label = 卡点在岗 { $manned }/{ $of }，未知 { $unknown }：打开卡点地图
change-from = 较昨日
change-level = 持平
change-by-points = { $change } 个百分点
