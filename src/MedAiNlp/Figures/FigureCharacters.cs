using System.Buffers;

namespace MedAiNlp;

/// <summary>The folding and the character classes of the figure grammar.</summary>
internal static class FigureCharacters
{
    // Traditional (or variant) and Simplified in turn. Formal numerals (壹貳) are not folded to plain ones: 陆家嘴 is not 六家嘴.
    private const string Pairs =
        "並并亞亚佈布佔占併并來来侖仑侶侣侷局係系倉仓個个側侧傘伞備备傢家傳传債债傷伤僅仅價价儀仪億亿儘尽償偿優优兇凶兌兑兒儿內内兩两冊册凈净凍冻別别則则剋克創创劃划劑剂動动務务勝胜勞劳勢势區区厤历員员唸念問问喫吃單单噸吨噹当嚥咽嚮向國国圍围園园圖图" +
        "團团埰采堅坚報报場场塊块墊垫墰坛墻墙壇坛壓压壜坛夾夹奬奖婦妇嬰婴學学宮宫寀采實实寧宁審审寬宽寶宝將将專专對对導导屆届屜屉層层屬属峯峰島岛峽峡崗岗崙仑嵗岁嶺岭巖岩帥帅師师帳帐帶带幀帧幣币幷并幾几庫库廂厢廠厂廬庐廳厅張张強强彆别彈弹彔录後后徑径" +
        "從从復复徵征態态應应懞蒙戰战戶户捨舍捲卷掃扫採采換换損损搧扇摺折撐撑撥拨擇择擊击擔担據据擠挤攝摄攤摊攬揽敎教敗败數数斷断於于旂旗昇升時时晝昼曆历曏向書书會会朮术東东査查桿杆條条棟栋業业極极構构槍枪樁桩樂乐樓楼標标樣样樹树橋桥機机檢检檯台櫃柜" +
        "權权歐欧歲岁歷历殺杀氣气決决沒没況况洩泄淨净淩凌減减測测湯汤準准溝沟溫温溼湿滿满漲涨漸渐潤润澤泽濃浓濕湿濛蒙濟济瀏浏灣湾為为無无煉炼煙烟熱热燈灯燒烧燙烫營营爭争爲为爾尔牀床牆墙牴抵狀状獎奖獨独獲获獻献現现環环產产産产畝亩畫画異异畵画當当疊叠" +
        "痠酸瘡疮療疗癒愈癥症發发盃杯盞盏盡尽盤盘盧卢眞真眾众矇蒙確确碼码祕秘禮礼稅税種种稱称積积穩稳穫获窩窝竈灶筆笔箇个節节築筑篩筛簡简簽签籃篮籌筹籤签糰团紀纪約约紅红紋纹納纳紐纽純纯級级紮扎細细組组結结給给統统絲丝綑捆經经綫线維维網网綵彩緒绪線线" +
        "編编練练緻致縛缚縣县縮缩縷缕總总績绩織织繫系續续纍累纔才罈坛罎坛罰罚羅罗羣群義义聖圣聯联聲声職职聽听腎肾腫肿腳脚腸肠臉脸臘腊臨临臺台與与舉举舊旧舖铺舘馆艙舱茲兹莊庄莖茎華华菸烟萊莱萬万葯药蓆席蓋盖蔘参薩萨藥药蘋苹蘭兰處处號号虧亏衆众術术衕同" +
        "衛卫袷夹裏里補补裝装裡里製制複复褲裤覈核見见規规視视親亲覽览觀观觸触訂订計计訓训記记訪访設设許许訴诉診诊註注証证詐诈評评詞词詢询試试詩诗話话誌志語语誤误說说説说課课調调談谈請请論论諜谍諮咨謂谓講讲謝谢證证識识議议護护譽誉讀读變变讓让豐丰豬猪" +
        "貓猫貝贝負负貨货貳贰貸贷費费貼贴資资賓宾賠赔質质賬账賽赛贈赠趕赶趨趋踰逾車车軌轨軍军軟软軸轴較较載载輕轻輛辆輪轮轉转辦办農农迴回逕径這这連连週周進进遊游運运過过達达違违遞递遠远適适遲迟遷迁選选邁迈還还邊边郵邮鄉乡鄰邻醣糖醫医釋释釐厘釘钉針针" +
        "鈅钥鈕钮鈞钧鈡钟銀银銅铜銖铢銷销鋪铺錄录錘锤錢钱錦锦録录錶表鍊炼鍋锅鍵键鍼针鍾钟鎊镑鎖锁鎚锤鎭镇鎮镇鏇旋鏈链鏡镜鐘钟鐵铁鑰钥長长門门閉闭開开間间閣阁閤合閱阅閲阅闆板關关陞升陰阴陸陆陽阳隊队階阶際际險险隻只雙双雞鸡離离難难電电靈灵鞦秋韆千韓韩" +
        "響响頁页頂顶頃顷項项預预頓顿領领頭头頸颈頻频顆颗題题額额顏颜顔颜願愿類类顧顾風风颱台飛飞飯饭飲饮飽饱餃饺餅饼餘余館馆餬糊饅馒馬马駁驳駝驼駱骆騙骗騰腾騾骡驗验驟骤驢驴體体髮发鬆松魚鱼鯨鲸鳥鸟鳴鸣鷄鸡麥麦麪面麫面麯曲麴曲麵面麼么麽么黃黄點点黨党" +
        "鼕冬齡龄齣出龍龙圓元參叁叄叁";

    private static readonly char[] s_fold = CreateTable();

    /// <summary>Every character, unfolded, that a number can begin with.</summary>
    public static SearchValues<char> NumberStarts { get; } = SearchValues.Create(
        "0123456789０１２３４５６７８９零〇一二三四五六七八九十百千万亿两兩萬億廿卅壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟半几幾数數翻½¼¾");

    public static char Fold(char c) => s_fold[c];

    public static bool IsLatin(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z';

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    /// <summary>Punctuation and line breaks that end a clause, and the text's own ends.</summary>
    public static bool EndsClause(char c) => c is '\0' or '\n' or '\r' or '。' or ',' or ';' or '!' or '?' or ':' or '、' or '…' or '|' or '\t';

    private static char[] CreateTable()
    {
        var table = new char[char.MaxValue + 1];
        for (int c = 0; c < table.Length; c++)
        {
            table[c] = c is >= 0xFF01 and <= 0xFF5E ? (char)(c - 0xFEE0) : (char)c;
        }

        foreach (char space in "\u00a0\u2002\u2003\u2009\u202f\u3000")
        {
            table[space] = ' ';
        }

        foreach (char dash in "‐‑‒–—―−")
        {
            table[dash] = '-';
        }

        table['〜'] = table['∼'] = table['∽'] = '~';
        table['﹪'] = '%';
        table['µ'] = 'μ';
        table['○'] = '〇';
        table['✕'] = table['╳'] = '×';
        table['￥'] = '¥';
        for (int i = 0; i < Pairs.Length; i += 2)
        {
            table[Pairs[i]] = Pairs[i + 1];
        }

        return table;
    }
}
