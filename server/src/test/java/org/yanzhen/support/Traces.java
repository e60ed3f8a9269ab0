package org.yanzhen.support;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/** What an id has left behind in the database, wherever it may stand. */
public final class Traces {

  private record Column(String table, String name) {}

  /**
   * Every column of ids, except where the gate keeps that something was tried and refused. A
   * partition is looked at through its whole.
   */
  private static final String COLUMNS =
      """
      select format('%I.%I', n.nspname, c.relname) as table, format('%I', a.attname) as name
      from pg_attribute a
      join pg_class c on c.oid = a.attrelid
      join pg_namespace n on n.oid = c.relnamespace
      where a.atttypid in ('uuid'::regtype, 'uuid[]'::regtype) and not a.attisdropped
        and c.relkind in ('r', 'p') and not c.relispartition
        and n.nspname not in ('command', 'pg_catalog', 'information_schema')
      order by 1, 2
      """;

  private Traces() {}

  /** The columns that hold the id. */
  public static List<String> of(UUID id) {
    List<Column> columns =
        Sql.owner()
            .sql(COLUMNS)
            .query((row, n) -> new Column(row.getString("table"), row.getString("name")))
            .list();
    String everywhere =
        columns.stream()
            .map(
                column ->
                    "select '%s.%s' where exists (select from %s where position(:id in %s::text) > 0)"
                        .formatted(column.table(), column.name(), column.table(), column.name()))
            .collect(Collectors.joining(" union all "));
    return Sql.owner().sql(everywhere).param("id", id.toString()).query(String.class).list();
  }
}
