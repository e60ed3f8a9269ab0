package org.yanzhen.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedMemoryTest {

  private static final long GIGABYTE = 1L << 30;

  @Test
  void aNewOrSmallCountyHasTheLeast() {
    assertThat(SharedMemory.megabytes(0, 24 * GIGABYTE)).isEqualTo(128);
    assertThat(SharedMemory.megabytes(200L << 20, 24 * GIGABYTE)).isEqualTo(128);
  }

  @Test
  void muchDataHasHalfOfItsSizeInWholeSteps() {
    assertThat(SharedMemory.megabytes(2 * GIGABYTE, 24 * GIGABYTE)).isEqualTo(1024);
    assertThat(SharedMemory.megabytes(2 * GIGABYTE + 2, 24 * GIGABYTE)).isEqualTo(1088);
  }

  @Test
  void aSmallMachineKeepsItsMemoryForTheRest() {
    assertThat(SharedMemory.megabytes(20 * GIGABYTE, 2 * GIGABYTE)).isEqualTo(256);
    assertThat(SharedMemory.megabytes(20 * GIGABYTE, 512L << 20)).isEqualTo(128);
  }

  @Test
  void whatLiesInTheFolderIsMeasuredAndAMissingOneIsEmpty(@TempDir Path folder) throws IOException {
    assertThat(SharedMemory.bytesBelow(folder)).isZero();

    Files.createDirectories(folder.resolve("base/5"));
    Files.write(folder.resolve("base/5/16384"), new byte[1000]);
    Files.createDirectories(folder.resolve("pg_wal"));
    Files.write(folder.resolve("pg_wal/1"), new byte[1000]);
    assertThat(SharedMemory.bytesBelow(folder)).isEqualTo(1000);
    assertThat(SharedMemory.of(folder)).isEqualTo("128MB");
  }
}
