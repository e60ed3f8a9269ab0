package org.yanzhen.place;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Divisions with the name and code in force; reference tables, so no realm is needed. */
@Repository
class DivisionStore {

  private static final String SELECT =
      """
      select d.id, n.code, n.name, d.level, d.parent_id, d.path, n.full_name
      from place.division d
      join place.division_name n on n.division_id = d.id and n.valid_to is null
      """;

  /**
   * Plain comparison of paths, written so that the pattern index serves it whatever the plan knows
   * of the value.
   */
  private static final String BELOW = " d.path ~>=~ :path and d.path ~<~ :pathEnd";

  private final JdbcClient jdbc;

  DivisionStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Division> find(int id) {
    return jdbc.sql(SELECT + " where d.id = :id")
        .param("id", id)
        .query(DivisionStore::division)
        .optional();
  }

  Optional<Division> findByCode(String code) {
    return jdbc.sql(SELECT + " where n.code = :code")
        .param("code", code)
        .query(DivisionStore::division)
        .optional();
  }

  List<Division> children(int id) {
    return jdbc.sql(SELECT + " where d.parent_id = :id order by n.code")
        .param("id", id)
        .query(DivisionStore::division)
        .list();
  }

  List<Division> below(String path, Level level) {
    return jdbc.sql(SELECT + " where" + BELOW + " and d.level = :level order by n.code")
        .param("path", path)
        .param("pathEnd", pathEnd(path))
        .param("level", level.name())
        .query(DivisionStore::division)
        .list();
  }

  /**
   * Divisions whose full name has every term; those called so, then those whose name starts so,
   * come first.
   *
   * @param terms lower case is not needed; a term of one character is looked for without the index
   */
  List<Division> search(
      List<String> terms, @Nullable String path, @Nullable Level level, int limit) {
    JdbcClient.StatementSpec query =
        jdbc.sql(searchSql(terms, path != null, level != null)).param("limit", limit);
    for (int i = 0; i < terms.size(); i++) {
      query =
          query
              .param("term" + i, terms.get(i))
              .param("like" + i, "%" + escaped(terms.get(i)) + "%");
    }
    if (!terms.isEmpty()) {
      query =
          query
              .param("whole", String.join("", terms))
              .param("last", terms.getLast())
              .param("prefix", escaped(terms.getLast()) + "%")
              .param("part", "%" + escaped(terms.getLast()) + "%");
    }
    if (path != null) {
      query = query.param("path", path).param("pathEnd", pathEnd(path));
    }
    if (level != null) {
      query = query.param("level", level.name());
    }
    return query.query(DivisionStore::division).list();
  }

  static String searchSql(List<String> terms, boolean within, boolean level) {
    StringBuilder sql = new StringBuilder(SELECT).append(" where true");
    for (int i = 0; i < terms.size(); i++) {
      // Neighbouring pairs are what the index knows; a single character has none inside a longer
      // name.
      if (terms.get(i).codePointCount(0, terms.get(i).length()) > 1) {
        sql.append(" and yanzhen.bigrams(n.full_name) @> yanzhen.bigrams(:term")
            .append(i)
            .append(")");
      }
      sql.append(" and n.full_name ilike :like").append(i);
    }
    if (within) {
      sql.append(" and").append(BELOW);
    }
    if (level) {
      sql.append(" and d.level = :level");
    }
    sql.append(" order by ");
    if (!terms.isEmpty()) {
      sql.append(
          """
          case when n.name = :last or n.full_name = :whole then 0
               when n.name ilike :prefix then 1
               when n.name ilike :part then 2
               else 3 end,
          """);
    }
    return sql.append(
            """
            array_position(array['PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP', 'VILLAGE'], d.level), n.code
            limit :limit
            """)
        .toString();
  }

  /**
   * Paths end with a dot, and the character after the dot is the slash: everything below lies
   * between the two.
   */
  private static String pathEnd(String path) {
    return path.substring(0, path.length() - 1) + "/";
  }

  private static String escaped(String term) {
    return term.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  private static Division division(ResultSet rs, int row) throws SQLException {
    return new Division(
        rs.getInt("id"),
        rs.getString("code"),
        rs.getString("name"),
        Level.valueOf(rs.getString("level")),
        rs.getObject("parent_id", Integer.class),
        rs.getString("path"),
        rs.getString("full_name"));
  }
}
