package org.yanzhen.notice;

import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.mail.MailAuthenticationException;
import org.springframework.mail.MailException;
import org.springframework.mail.MailParseException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.springframework.stereotype.Component;

/** The county's mail server, by SMTP. */
@Component
class MailCarrier implements Carrier {

  private final String from;
  private final @Nullable JavaMailSenderImpl sender;

  MailCarrier(
      @Value("${yanzhen.mail.host:}") String host,
      @Value("${yanzhen.mail.port:587}") int port,
      @Value("${yanzhen.mail.user:}") String user,
      @Value("${yanzhen.mail.password:}") String password,
      @Value("${yanzhen.mail.starttls:true}") boolean startTls,
      @Value("${yanzhen.mail.from:}") String from) {
    this.from = from;
    this.sender = host.isBlank() || from.isBlank() ? null : new JavaMailSenderImpl();
    if (sender != null) {
      sender.setHost(host);
      sender.setPort(port);
      sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
      Properties properties = sender.getJavaMailProperties();
      properties.setProperty("mail.smtp.connectiontimeout", "5000");
      properties.setProperty("mail.smtp.timeout", "10000");
      properties.setProperty("mail.smtp.writetimeout", "10000");
      // A server that offers no TLS is refused, unless the county said that it need not.
      properties.setProperty("mail.smtp.starttls.enable", "true");
      properties.setProperty("mail.smtp.starttls.required", String.valueOf(startTls));
      properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
      if (!user.isBlank()) {
        properties.setProperty("mail.smtp.auth", "true");
        sender.setUsername(user);
        sender.setPassword(password);
      }
    }
  }

  @Override
  public Channel channel() {
    return Channel.EMAIL;
  }

  @Override
  public boolean isReady() {
    return sender != null;
  }

  @Override
  public Outcome carry(Parcel parcel) {
    if (sender == null) {
      return new Outcome.Later("no-provider");
    }
    try {
      MimeMessage message = sender.createMimeMessage();
      MimeMessageHelper helper = new MimeMessageHelper(message, StandardCharsets.UTF_8.name());
      helper.setFrom(from);
      helper.setTo(new InternetAddress(parcel.to(), true));
      helper.setSubject(parcel.subject());
      helper.setText(parcel.text());
      message.setHeader("X-Yanzhen-Id", parcel.id().toString());
      // Answered by machines with silence.
      message.setHeader("Auto-Submitted", "auto-generated");
      sender.send(message);
      return new Outcome.Taken();
    } catch (jakarta.mail.MessagingException | MailParseException e) {
      return new Outcome.Refused("address");
    } catch (MailAuthenticationException e) {
      return new Outcome.Later("authentication");
    } catch (MailSendException e) {
      return isRefusal(e) ? new Outcome.Refused("refused") : new Outcome.Later("mail-server");
    } catch (MailException e) {
      return new Outcome.Later("mail-server");
    }
  }

  /** A 5xx of the server about the address stays so; a 4xx or a lost connection may pass. */
  private static boolean isRefusal(MailSendException e) {
    for (Exception cause : e.getMessageExceptions()) {
      for (Throwable t = cause;
          t != null;
          t =
              t instanceof jakarta.mail.MessagingException m
                  ? m.getNextException()
                  : t.getCause()) {
        if (t instanceof org.eclipse.angus.mail.smtp.SMTPAddressFailedException failed) {
          return failed.getReturnCode() / 100 == 5;
        }
      }
    }
    return false;
  }
}
