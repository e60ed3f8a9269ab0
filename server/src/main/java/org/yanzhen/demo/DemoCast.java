package org.yanzhen.demo;

import java.util.ArrayList;
import java.util.List;
import org.yanzhen.people.Skill;
import org.yanzhen.shared.Role;

/**
 * The people of the demonstration. Their names are made of crops and tools so that nobody looks for
 * them in the county; their telephone numbers start with a zero after the area code, which no
 * exchange gives out.
 */
final class DemoCast {

  /**
   * One person.
   *
   * @param n from 1; makes ids and the telephone number, so it is never given to another person
   * @param login of the account
   * @param role of the account
   * @param township name of the township where the post is, or of the home for a post of the county
   * @param village home, as the place of a village among those of the township by code, from 0
   */
  record Player(
      int n,
      String name,
      String post,
      Body body,
      String login,
      Role role,
      String township,
      int village,
      List<Skill> skills,
      boolean away) {
    boolean serves() {
      return role == Role.WORKER;
    }

    String phone() {
      return "0745-%07d".formatted(n);
    }
  }

  /** Whose post it is; the division of the post is the body's. */
  enum Body {
    AGRI_CENTRE,
    PUBLIC_WORKS,
    SERVICE_HALL,
    RURAL_CENTRE,
    MEDIATION_CENTRE,
    CIVIL_AFFAIRS,
    COMMERCE_CENTRE,
    TOWNSHIP_STATION,
    VILLAGE_COMMITTEE
  }

  static final String SEAT = "卢峰镇";

  private static final String HMY = "黄茅园镇";
  private static final String LT = "龙潭镇";
  private static final String DZ = "低庄镇";
  private static final String GYG = "观音阁镇";

  private final List<Player> players = new ArrayList<>();
  private int workers;

  private DemoCast() {}

  static List<Player> players() {
    DemoCast cast = new DemoCast();
    cast.cast();
    return List.copyOf(cast.players);
  }

  /**
   * Those for a first look stand first: worker1 may take what needs plant protection, worker2 may
   * not.
   */
  private void cast() {
    staff("禾小满", "综合窗口代办员", "clerk", Role.CLERK, 1);
    staff("程远禾", "派单员", "dispatcher", Role.DISPATCHER, 2);
    staff("仓廪实", "系统管理员", "admin", Role.ADMINISTRATOR, 3);

    county(
        Body.AGRI_CENTRE,
        "舒橘红",
        "植保高级农艺师",
        SEAT,
        4,
        skill("plant-protection", 3),
        skill("citrus-growing", 3),
        skill("plant-quarantine", 3),
        skill("lecturing", 3));
    county(Body.PUBLIC_WORKS, "石板平", "道路养护员", SEAT, 13, skill("roads-drains", 3));

    county(
        Body.AGRI_CENTRE,
        "向稻香",
        "水稻专家",
        SEAT,
        6,
        skill("rice-growing", 3),
        skill("plant-protection", 2),
        skill("crop-growing", 3),
        skill("seed-testing", 2),
        skill("lecturing", 2));
    county(
        Body.AGRI_CENTRE,
        "夏柑甜",
        "柑橘专家",
        DZ,
        1,
        skill("citrus-growing", 3),
        skill("plant-protection", 2),
        skill("crop-growing", 3),
        skill("lecturing", 2));
    away(Body.AGRI_CENTRE, "谌谷丰", "植保员", SEAT, 8, skill("plant-protection", 3));
    county(
        Body.AGRI_CENTRE,
        "麦穗黄",
        "土壤肥料专家",
        SEAT,
        9,
        skill("soil-fertiliser", 3),
        skill("plant-protection", 2),
        skill("seed-testing", 2));
    county(
        Body.AGRI_CENTRE,
        "谷穗沉",
        "植保员",
        LT,
        0,
        skill("plant-protection", 2),
        skill("plant-quarantine", 2));
    county(
        Body.AGRI_CENTRE,
        "牧草青",
        "畜牧兽医",
        SEAT,
        10,
        skill("animal-health", 3),
        skill("lecturing", 2));

    county(Body.PUBLIC_WORKS, "竹清流", "供水管护员", SEAT, 11, skill("water-supply", 3));
    county(Body.PUBLIC_WORKS, "柿灯明", "路灯电工", SEAT, 12, skill("electrical", 3));

    county(Body.SERVICE_HALL, "桑叶绿", "帮办代办员", SEAT, 14, skill("proxy-filing", 3));
    county(
        Body.SERVICE_HALL,
        "茶芽新",
        "帮办代办员",
        SEAT,
        15,
        skill("proxy-filing", 2),
        skill("mediation", 2));

    station(
        "田秧青",
        "农技员",
        HMY,
        2,
        skill("plant-protection", 2),
        skill("rice-growing", 2),
        skill("crop-growing", 2));
    station(
        "荞花白",
        "网格员",
        HMY,
        5,
        skill("proxy-filing", 2),
        skill("sanitation", 2),
        skill("policy-advice", 1));
    station("锄头响", "公共设施管护员", HMY, 9, skill("roads-drains", 2), skill("water-supply", 2));
    station(
        "菱角尖",
        "农技员",
        LT,
        1,
        skill("plant-protection", 2),
        skill("citrus-growing", 2),
        skill("crop-growing", 2));
    station(
        "藕塘深",
        "网格员",
        LT,
        4,
        skill("proxy-filing", 2),
        skill("policy-advice", 1),
        skill("home-care", 1));
    station("扁担弯", "公共设施管护员", LT, 8, skill("roads-drains", 2), skill("electrical", 2));
    station(
        "枣儿脆",
        "农技员",
        DZ,
        3,
        skill("plant-protection", 2),
        skill("rice-growing", 2),
        skill("crop-growing", 2),
        skill("soil-fertiliser", 2));
    station(
        "杏雨润",
        "网格员",
        DZ,
        6,
        skill("proxy-filing", 2),
        skill("policy-advice", 1),
        skill("home-care", 1));
    stationAway("箩筐满", "公共设施管护员", DZ, 10, skill("water-supply", 2), skill("sanitation", 2));
    station(
        "桃叶密",
        "农技员",
        GYG,
        2,
        skill("plant-protection", 2),
        skill("crop-growing", 2),
        skill("plant-quarantine", 2));
    station(
        "梨花雪",
        "网格员",
        GYG,
        5,
        skill("proxy-filing", 2),
        skill("mediation", 2),
        skill("home-care", 1));
    station("蓑衣客", "公共设施管护员", GYG, 7, skill("roads-drains", 2));
    station(
        "瓜藤长",
        "农技员",
        SEAT,
        16,
        skill("plant-protection", 2),
        skill("farm-machinery", 2),
        skill("soil-fertiliser", 2),
        skill("storage-machinery", 2));
    station("豆荚圆", "网格员", SEAT, 17, skill("proxy-filing", 2));
    station("芋艿香", "公共设施管护员", SEAT, 18, skill("electrical", 2), skill("roads-drains", 2));

    village("粟米香", "科技示范户", HMY, 0, skill("plant-protection", 1), skill("rice-growing", 2));
    village("蕨菜嫩", "村级代办员", HMY, 1, skill("proxy-filing", 1), skill("home-care", 1));
    village("葛根甜", "科技示范户", LT, 2, skill("plant-protection", 2), skill("citrus-growing", 2));
    village(
        "笋尖冒",
        "村级代办员",
        LT,
        5,
        skill("proxy-filing", 1),
        skill("sanitation", 1),
        skill("home-care", 1));
    village(
        "椒儿红",
        "科技示范户",
        DZ,
        4,
        skill("plant-protection", 1),
        skill("farm-machinery", 2),
        skill("storage-machinery", 1));
    villageAway("薯藤绿", "村级代办员", DZ, 7, skill("proxy-filing", 1));
    village("莲蓬满", "村级代办员", GYG, 3, skill("proxy-filing", 1), skill("water-supply", 1));

    // Those who came with more kinds stand last: a number is never given to another person.
    county(Body.AGRI_CENTRE, "籽实饱", "种子检验员", SEAT, 19, skill("seed-testing", 3));
    county(Body.RURAL_CENTRE, "田埂直", "政策宣讲员", SEAT, 2, skill("policy-advice", 3));
    county(Body.RURAL_CENTRE, "犁铧亮", "产权交易员", SEAT, 3, skill("land-transfer", 3));
    county(
        Body.RURAL_CENTRE,
        "水车转",
        "项目专员",
        SEAT,
        5,
        skill("project-planning", 3),
        skill("land-transfer", 2));
    county(
        Body.RURAL_CENTRE,
        "石磨圆",
        "项目专员",
        DZ,
        2,
        skill("project-planning", 2),
        skill("policy-advice", 2));
    county(Body.MEDIATION_CENTRE, "秤杆平", "专职调解员", SEAT, 7, skill("mediation", 3));
    county(Body.MEDIATION_CENTRE, "井水甜", "专职调解员", LT, 3, skill("mediation", 2));
    county(Body.CIVIL_AFFAIRS, "棉花暖", "社会工作者", SEAT, 20, skill("home-care", 3));
    county(Body.CIVIL_AFFAIRS, "灶火旺", "社区食堂管理员", SEAT, 21, skill("home-care", 1));
    county(
        Body.COMMERCE_CENTRE,
        "竹筐满",
        "电商专员",
        SEAT,
        22,
        skill("marketing", 3),
        skill("lecturing", 2));
    county(Body.COMMERCE_CENTRE, "橘灯红", "直播助农员", GYG, 1, skill("marketing", 2));
    county(Body.COMMERCE_CENTRE, "谷仓凉", "冷库调度员", SEAT, 23, skill("storage-machinery", 3));
  }

  private void staff(String name, String post, String login, Role role, int village) {
    add(name, post, Body.SERVICE_HALL, login, role, SEAT, village, false);
  }

  private void county(
      Body body, String name, String post, String home, int village, Skill... skills) {
    worker(name, post, body, home, village, false, skills);
  }

  private void away(
      Body body, String name, String post, String home, int village, Skill... skills) {
    worker(name, post, body, home, village, true, skills);
  }

  private void station(String name, String post, String township, int village, Skill... skills) {
    worker(name, post, Body.TOWNSHIP_STATION, township, village, false, skills);
  }

  private void stationAway(
      String name, String post, String township, int village, Skill... skills) {
    worker(name, post, Body.TOWNSHIP_STATION, township, village, true, skills);
  }

  private void village(String name, String post, String township, int village, Skill... skills) {
    worker(name, post, Body.VILLAGE_COMMITTEE, township, village, false, skills);
  }

  private void villageAway(
      String name, String post, String township, int village, Skill... skills) {
    worker(name, post, Body.VILLAGE_COMMITTEE, township, village, true, skills);
  }

  private void worker(
      String name,
      String post,
      Body body,
      String township,
      int village,
      boolean away,
      Skill... skills) {
    workers++;
    add(name, post, body, "worker" + workers, Role.WORKER, township, village, away, skills);
  }

  private void add(
      String name,
      String post,
      Body body,
      String login,
      Role role,
      String township,
      int village,
      boolean away,
      Skill... skills) {
    players.add(
        new Player(
            players.size() + 1,
            name,
            post,
            body,
            login,
            role,
            township,
            village,
            List.of(skills),
            away));
  }

  private static Skill skill(String code, int level) {
    return new Skill(code, level);
  }
}
