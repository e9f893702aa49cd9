namespace MedAiNlp;

/// <summary>The nouns the grammar has to know: what can be counted without a classifier, and what is concrete enough to be counted with 个 and 种.</summary>
internal static class Nouns
{
    /// <summary>Places and people that Arabic numbers count directly: 15|省市, 19|乡镇.</summary>
    public static WordTable<bool> Countable { get; } = WordTable.Of(
        "省 省市 省份 省区 省区市 省级 地市 地州 地级 地级市 市 市州 区 区县 区域 县 县区 县市 县域 市县 市区 乡镇 乡 镇 街道 村 行政村 社区 城市 城区 国 国家 地区 个省 部门 部委 委办局 " +
        "人员 医护 医务 患者 病人 专家 医生 医师 护士 志愿者 员工 学生 代表 师生 选手 学员 床位 病床 名额 高龄 基层 家庭 病例 学科 科室 方面 项目 样本 座席 点位");

    public static bool IsConcrete(ref FoldedText text, int at)
    {
        at = text.SkipSpaces(at);
        bool concrete = false;
        int end = 0;
        for (int i = at; i < at + 9; i++)
        {
            char c = text[i];
            if (!EastAsian.IsHan(c) && !FigureCharacters.IsLatin(c) || "的了和与在将被已是会让使能可要把向对从以都也就不未经由给请".Contains(c) && i > at)
            {
                break;
            }

            int length = s_kinds.LengthAt(ref text, i, out bool kind);
            if (length > 0 && i + length > end)
            {
                concrete = kind;
                end = i + length;
            }
        }

        return concrete;
    }

    public static bool StartsAbstract(ref FoldedText text, int at) => s_kinds.LengthAt(ref text, text.SkipSpaces(at), out bool concrete) > 0 && !concrete;

    private static readonly WordTable<bool> s_kinds = new(
    [
        .. WordTable.Split(
            "人 城市 省 省份 省市 省区 市 区 县 区县 县区 乡镇 镇 村 街道 社区 小区 国家 地区 地市 州 医院 医疗机构 机构 院区 病区 病房 病床 科室 床位 诊室 手术室 门诊部 卫生院 诊所 药店 药房 实验室 基地 中心 站点 网点 门店 分店 " +
            "孩子 儿童 婴儿 女儿 儿子 小孩 宝宝 患者 病人 病例 医生 护士 医护 专家 家庭 家长 老人 女孩 男孩 员工 学生 老师 人员 同事 朋友 客户 用户 兄弟 姐妹 男人 女人 居民 村民 司机 记者 研究员 工程师 团队 小组 班级 学校 企业 公司 单位 工厂 车间 仓库 方舱 隔离点 检测点 接种点 采样点 发热门诊 收费站 " +
            "电话 机器人 口罩 苹果 鸡蛋 西瓜 橙子 馒头 包子 饺子 核桃 药物 药品 疫苗 抗体 抗生素 中药 药 新药 试剂 试剂盒 样本 标本 细胞 基因 病毒 毒株 细菌 胚胎 肿瘤 结节 病灶 器官 肾 鼻孔 手指 脚趾 伤口 部位 蛋白 氨基酸 维生素 食物 食品 蔬菜 水果 饮料 动物 植物 鱼 肉 菜 " +
            "房间 房子 楼 教室 座位 车位 窗口 箱子 袋子 盒子 瓶子 杯子 碗 足球场 篮球场 球场 游泳池 摄像头 传感器 手机 设备 仪器 支架 起搏器 电极 导管 牌照 品种 商品 产品 车型 航班 铁路 公路 道路 高速公路 隧道 桥 车道 生产线 产线 航线 街 河流 河 狗 猫 鱼 牛 羊 蛇 裤子 裙子 毛巾 项链 试验 临床试验 手术 专利 论文 发明 奖项 金牌 银牌 铜牌 行政村 自然村 场馆 场所 展馆 展区 展位 体育馆 酒店 宾馆 超市 商场 餐馆 银行 港口 机场 火车站 车站 码头 国 法院 检察院 派出所 家 舱 卡口 岗亭 帐篷 镜头 屏幕 按钮 小时工 摊位 柜子 抽屉 轮子 电池 灯泡 钉子 球 洞 坑 井 塔 台阶 包裹 快递 箱 信封 文件夹")
            .Select(w => (w, true)),
        .. WordTable.Split(
            "方面 维度 层面 环节 阶段 步骤 层次 问题 原因 特点 特征 因素 任务 架构 目标 原则 体系 系统 平台 模块 部分 关键 重点 要点 难点 痛点 亮点 方向 角度 概念 挑战 趋势 优势 方式 方法 途径 渠道 模式 类型 种类 类别 情况 条件 标准 指标 要素 要求 能力 功能 作用 机制 制度 政策 措施 举措 建议 意见 观点 想法 理由 选择 选项 答案 字 词 词语 版本 场景 应用 领域 行业 赛道 板块 周期 级别 等级 人工 人工智能 人才 人类 人体 人生 人性 人群 " +
            "意识 自信 维护 不 坚持 层级 节点 子任务 工程 项目 行动 计划 战略 体制 理念 精神 关系 矛盾 转变 转型 支柱 支撑 抓手 中心任务 市场 国际 区间 区域 药学 省略 市场化 县域 州长 村官 肉眼 菜单 河山 楼市 路径 重大 先行 统一 百年 人次 人民 市级 省级 国家级 县级")
            .Select(w => (w, false)),
    ]);
}
