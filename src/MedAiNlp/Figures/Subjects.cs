namespace MedAiNlp;

/// <summary>
/// Finds the words that say what a figure measures or counts: the noun after a classifier (1500多家|医疗机构), the noun or
/// measure before the verb (准确率|高达96%). Known words only, within the clause: it prefers saying nothing to guessing.
/// </summary>
internal static class Subjects
{
    private const int LongestNoun = 10;

    // What may stand between the measure and its number.
    private static readonly WordTable<bool> s_links = WordTable.Of(
        "高达 达到 达到了 达 为 是 约 约为 超过 超 近 将近 接近 仅 仅为 仅有 只有 不到 不足 至 到 在 保持在 维持在 稳定在 提升至 提升到 提高至 提高到 上升至 上升到 上涨到 下降至 下降到 降低至 降低到 降至 降到 降为 增至 增加到 增加至 增长到 增长至 " +
        "突破 已 已达 已超 已超过 已近 大约 大概 了 有 共 共有 共计 累计 总计 累计达 总计达 : = > < ≥ ≤ ≈ 逾 多达 长达 大于 小于 低于 高于 不低于 不超过 不少于 至少 最高 最低 最多 平均 平均为 一般为 也 均 都 就 则 从 由 价值 要 需 需要 只需 只要 控制在 缩短至 缩短到 缩短为 减少到 减少至 增长 增加 提升 提高 下降 降低 减少 上升 缩短 增长了 增加了 提升了 提高了 下降了 降低了 减少了 上升了 缩短了");

    private static readonly WordTable<bool> s_measures = WordTable.Of(
        "准确率 灵敏度 敏感性 敏感度 特异性 特异度 敏感率 精准度 精确度 精度 准确度 准确性 召回率 接通率 治愈率 死亡率 病死率 发病率 患病率 感染率 覆盖率 检出率 漏诊率 误诊率 使用率 占比 比例 比重 增长率 复诊率 合格率 满意度 就诊率 有效率 存活率 生存率 阳性率 阴性率 接种率 普及率 利用率 转化率 参保率 报销比例 检测率 符合率 一致率 依从性 " +
        "总人口 人口 面积 建筑面积 占地面积 总面积 体温 血压 收缩压 舒张压 心率 血糖 空腹血糖 血氧 血氧饱和度 体重 身高 年龄 平均年龄 时长 时间 耗时 用时 距离 速度 速率 带宽 时延 延迟 温度 气温 湿度 高度 长度 宽度 直径 厚度 深度 重量 容量 浓度 剂量 " +
        "总投资 投资额 融资额 营收 营业收入 收入 净利润 利润 费用 价格 成本 售价 单价 总额 金额 市值 估值 产值 销售额 市场规模 规模 访问量 点击量 阅读量 浏览量 播放量 下载量 门诊量 就诊量 接诊量 问诊量 服务量 咨询量 阅片量 销量 产量 数量 总量 总数 人数 总人数 用户数 医生数 患者数 床位数 病例数 得分 评分 效率 工作效率 成功率 时效 误差 AUC Dice 分辨率 像素 电量 续航 功率 车速 时速 码率");

    private static readonly WordTable<bool> s_nouns = new(
    [
        .. WordTable.Split(
        "医疗机构 医疗卫生机构 卫生机构 基层医疗机构 机构 医院 定点医院 三甲医院 公立医院 互联网医院 社区卫生服务中心 卫生院 乡镇卫生院 诊所 药店 门店 网点 站点 企业 公司 单位 学校 高校 大学 医联体 医共体 科室 床位 病床 " +
        "孩子 医疗队 队伍 医生 医师 护士 医护人员 医务人员 工作人员 专家 药师 志愿者 员工 职工 患者 病人 病例 确诊病例 疑似病例 重症病例 死亡病例 出院病例 重症患者 孕妇 产妇 儿童 学生 老人 老年人 居民 村民 群众 用户 家庭 人员 密切接触者 队员 代表 嘉宾 观众 " +
        "城市 省份 省市 国家 地区 区县 县区 县市 乡镇 街道 社区 行政村 小区 地级市 场所 点位 电话 处方 订单 药品 药物 新药 疫苗 口罩 防护服 护目镜 试剂 试剂盒 样本 标本 设备 机器人 系统 车辆 救护车 无人机 呼吸机 仪器 论文 专利 项目 产品 软件 文献 指南 医疗器械 影像 胸片 图像 片子 数据 课程 视频 基站 5G基站 疾病 物资")
            .Select(w => (w, true)),
        .. WordTable.Split("手术 会诊 远程会诊 服务 咨询 问诊 检查 检测 筛查 扫描 培训").Select(w => (w, false)),
    ]);

    // Function words and verbs at which the noun behind a classifier has ended without being found.
    private const string Stops = "的了在和与及或等被把将对从向到为是有已均都也就不未经由给让使比请可能会以其这那同并而且但则因还再又仅只开接完参实达提进用做于上至前后";

    public static TextSpan Find(ref FoldedText text, int start, int end, FigureKind kind)
    {
        TextSpan subject = kind == FigureKind.Count ? NounAfter(ref text, end) : default;
        return subject.Length > 0 ? subject : Before(ref text, start, kind);
    }

    private static TextSpan NounAfter(ref FoldedText text, int end)
    {
        int start = text.SkipSpaces(end);
        start = text[start] == '大' ? start + 1 : start;
        for (int at = start; at < start + LongestNoun; at++)
        {
            int length = s_nouns.LengthAt(ref text, at, out _);
            if (length > 0)
            {
                int nounEnd = at + length;
                // 医院|医生: the last of adjoining nouns is the head; 患者|扫描: what is done with it is not.
                for (int next; (next = s_nouns.LengthAt(ref text, nounEnd, out bool thing)) > 0 && thing && nounEnd - start < 2 * LongestNoun;)
                {
                    nounEnd += next;
                }

                return FigureCharacters.IsLatin(text[nounEnd]) ? default : TextSpan.FromBounds(start, nounEnd);
            }

            char c = text[at];
            if ((!EastAsian.IsHan(c) && !FigureCharacters.IsLatin(c)) || Stops.Contains(c))
            {
                break;
            }
        }

        return default;
    }

    private static TextSpan Before(ref FoldedText text, int start, FigureKind kind)
    {
        int end = text.SkipSpacesBack(start);
        for (int links = 0; links < 5; links++)
        {
            int measure = s_measures.LengthBefore(ref text, end, out _);
            if (measure > 0)
            {
                return TextSpan.FromBounds(end - measure, end);
            }

            int noun = kind == FigureKind.Count ? s_nouns.LengthBefore(ref text, end, out _) : 0;
            if (noun > 1)
            {
                return TextSpan.FromBounds(end - noun, end);
            }

            int link = s_links.LengthBefore(ref text, end, out _);
            if (link == 0)
            {
                break;
            }

            end = text.SkipSpacesBack(end - link);
        }

        // Any other rate: three characters ending in 率.
        bool rate = text[end - 1] == '率' && EastAsian.IsHan(text[end - 2]) && EastAsian.IsHan(text[end - 3]) && !Stops.Contains(text[end - 3]) && !Stops.Contains(text[end - 2]);
        return rate ? TextSpan.FromBounds(end - 3, end) : default;
    }
}
