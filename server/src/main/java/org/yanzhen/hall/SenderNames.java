package org.yanzhen.hall;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the name of who writes out of what they write: the one the source gave, and the one they
 * give themselves ("我叫…", "反映人：…", a signature). Rather a character too many than a name too few:
 * the whole is kept, encrypted, for whoever reads the post.
 */
final class SenderNames {

  /** No letters: nothing is found by it or learnt from it. */
  static final String CUT = "＊＊";

  /** What a source writes when it knows no name; no names, and words that messages are full of. */
  private static final Set<String> NOBODY =
      Set.of(
          "网友", "匿名", "匿名网友", "热心网友", "群众", "村民", "市民", "居民", "游客", "访客", "用户", "来信人", "匿名用户",
          "热心群众", "热心市民", "一村民", "一市民", "手机用户", "微信用户");

  private static final String SURNAME =
      "(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|夏侯|["
          + "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
          + "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊"
          + "纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪"
          + "包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎"
          + "祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍桑桂濮牛寿通边"
          + "扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧利师巩聂晁勾敖融冷訾辛阚那简饶空"
          + "曾沙养鞠须丰关查荆红游竺权盖益桓公肖覃涂禾仓])";

  /**
   * Those with which hardly another word begins: "我是农民", "本人高血压" name nobody, and a word that is
   * taken out is missing to whoever serves.
   */
  private static final String UNMISTAKABLE =
      "(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|令狐|慕容|司徒|夏侯|["
          + "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗梁宋郑谢韩唐冯董萧曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪姜范姚谭廖邹熊"
          + "陆郝孔崔邱秦顾侯邵孟龙段雷钱汤尹黎武乔贺赖龚向滕覃聂瞿欧])";

  private static final String GIVEN = "\\p{IsHan}{1,2}";
  private static final String NAME = SURNAME + GIVEN;
  private static final String BOUNDARY = "(?=[\\s，,。.；;、！!（(]|$)";

  private static final List<Pattern> SAID =
      List.of(
          Pattern.compile("(?:我叫|本人叫|我的名字是|我的名字叫|我名叫)\\s*(" + NAME + ")"),
          Pattern.compile(
              "(?:姓\\s*名|联系人|反映人|投诉人|申请人|来信人|求助人|举报人|咨询人|写信人|署名|落款)\\s*(?:是|为|[:：])\\s*("
                  + NAME
                  + ")"),
          Pattern.compile("(?:我是|本人)\\s*(" + UNMISTAKABLE + GIVEN + ")" + BOUNDARY),
          // A signature; "thank you" begins like a name.
          Pattern.compile("\\R\\s*(?!谢谢)(" + UNMISTAKABLE + GIVEN + ")\\s*\\z"));

  private SenderNames() {}

  /** Whether the source named somebody at all. */
  static boolean isName(@Nullable String sender) {
    return sender != null
        && sender.codePointCount(0, sender.length()) >= 2
        && !Senders.isNumber(sender)
        && !NOBODY.contains(sender.strip());
  }

  static String cut(String text, List<String> names) {
    String without = text;
    for (String name : names) {
      without = without.replace(name, CUT);
    }
    return without;
  }

  /** How they call themselves where they say so in as many words. */
  static Optional<String> said(String text) {
    return SAID.subList(0, 2).stream()
        .map(pattern -> pattern.matcher(text))
        .filter(Matcher::find)
        .map(matcher -> matcher.group(1))
        .findFirst();
  }

  /** The names by which whoever wrote this calls themself, and is called by the source. */
  static List<String> of(@Nullable String sender, String text) {
    Set<String> names = new LinkedHashSet<>();
    if (sender != null && isName(sender)) {
      names.add(sender.strip());
    }
    for (Pattern pattern : SAID) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        String name = matcher.group(1);
        names.add(name);
        // Where a name of two characters ends is not to be seen: 我叫王明家住…
        names.add(name.substring(0, name.offsetByCodePoints(0, 2)));
      }
    }
    return List.copyOf(names);
  }
}
