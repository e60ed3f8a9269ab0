package org.yanzhen.notice;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yanzhen.notice.Carrier.Outcome;
import org.yanzhen.shared.Ids;

/** A small mail server of the test. */
class MailCarrierTest {

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void open() {
    server.start();
  }

  @AfterEach
  void close() {
    server.stop();
  }

  @Test
  void aMessageArrivesWithItsWordsAndItsId() throws Exception {
    Carrier.Parcel parcel =
        new Carrier.Parcel(Ids.next(), "xiaohe@example.org", "雁阵 261124-482135", "已收到您的事。");

    assertThat(carrier(server.getSmtp().getPort(), false).carry(parcel))
        .isEqualTo(new Outcome.Taken());

    MimeMessage mail = server.getReceivedMessages()[0];
    assertThat(mail.getSubject()).isEqualTo("雁阵 261124-482135");
    assertThat(mail.getContent().toString().strip()).isEqualTo("已收到您的事。");
    assertThat(mail.getHeader("X-Yanzhen-Id")).containsExactly(parcel.id().toString());
    assertThat(mail.getAllRecipients())
        .extracting(Object::toString)
        .containsExactly("xiaohe@example.org");
  }

  @Test
  void aServerThatIsAwayIsTriedAgain() {
    int port = server.getSmtp().getPort();
    server.stop();

    assertThat(carrier(port, false).carry(parcelTo("xiaohe@example.org")))
        .isInstanceOf(Outcome.Later.class);
  }

  @Test
  void aServerWithoutTlsIsNotUsedUnlessTheCountySaysSo() {
    assertThat(carrier(server.getSmtp().getPort(), true).carry(parcelTo("xiaohe@example.org")))
        .isInstanceOf(Outcome.Later.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void anAddressThatIsNoneIsRefusedForGood() {
    assertThat(carrier(server.getSmtp().getPort(), false).carry(parcelTo("no address\nBcc: a@b.c")))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void withoutAHostItIsNotReady() {
    assertThat(new MailCarrier("", 587, "", "", true, "").isReady()).isFalse();
    assertThat(carrier(25, true).isReady()).isTrue();
  }

  private static Carrier.Parcel parcelTo(String address) {
    return new Carrier.Parcel(Ids.next(), address, "雁阵", "您的事办好了。");
  }

  private static MailCarrier carrier(int port, boolean startTls) {
    return new MailCarrier("127.0.0.1", port, "", "", startTls, "desk@county.example");
  }
}
