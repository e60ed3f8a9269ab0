package db.migration.place;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.flywaydb.core.api.migration.BaseJavaMigration;
import org.flywaydb.core.api.migration.Context;

/**
 * Loads the divisions of prefecture 4312 with the names and codes of the 2023 edition.
 *
 * <p>Another prefecture, or a new edition, is another file and another migration: this one is never
 * edited, and its checksum is the file's, so that an edited file stops the start instead of leaving
 * installations that differ.
 */
public class V20261121_04_1__Divisions extends BaseJavaMigration {

  private static final String FILE = "/place/divisions-4312.csv";

  /** The edition's day of reference; what a division was called before it is not in the file. */
  private static final String VALID_FROM = "2023-06-30";

  private record Row(String path, String fullName) {}

  @Override
  public Integer getChecksum() {
    CRC32 crc = new CRC32();
    try (InputStream file = open()) {
      crc.update(file.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return (int) crc.getValue();
  }

  @Override
  public void migrate(Context context) throws IOException, SQLException {
    Connection connection = context.getConnection();
    Map<Integer, Row> parents = new HashMap<>();
    try (BufferedReader file =
            new BufferedReader(new InputStreamReader(open(), StandardCharsets.UTF_8));
        PreparedStatement division =
            connection.prepareStatement(
                "insert into place.division (id, level, parent_id, path) values (?, ?, ?, ?)");
        PreparedStatement name =
            connection.prepareStatement(
                """
                insert into place.division_name (division_id, valid_from, code, name, full_name)
                values (?, date '%s', ?, ?, ?)
                """
                    .formatted(VALID_FROM))) {
      for (CSVRecord csv :
          CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get().parse(file)) {
        int id = Integer.parseInt(csv.get("id"));
        String level = csv.get("level");
        Integer parentId =
            csv.get("parent_id").isEmpty() ? null : Integer.valueOf(csv.get("parent_id"));
        Row row = row(id, level, csv.get("name"), parentId == null ? null : parents.get(parentId));
        if (!level.equals("VILLAGE")) {
          parents.put(id, row);
        }
        division.setInt(1, id);
        division.setString(2, level);
        division.setObject(3, parentId, Types.INTEGER);
        division.setString(4, row.path());
        division.addBatch();
        name.setInt(1, id);
        name.setString(2, csv.get("code"));
        name.setString(3, csv.get("name"));
        name.setString(4, row.fullName());
        name.addBatch();
      }
      division.executeBatch();
      name.executeBatch();
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("analyze place.division, place.division_name");
    }
  }

  /**
   * Parents stand before their children in the file. Below the county a full name starts with the
   * county's.
   */
  private static Row row(int id, String level, String name, Row parent) {
    String path = (parent == null ? "." : parent.path()) + id + ".";
    boolean belowCounty = level.equals("TOWNSHIP") || level.equals("VILLAGE");
    return new Row(path, belowCounty ? parent.fullName() + name : name);
  }

  private static InputStream open() throws IOException {
    InputStream file = V20261121_04_1__Divisions.class.getResourceAsStream(FILE);
    if (file == null) {
      throw new IOException("not on the class path: " + FILE);
    }
    return file;
  }
}
