package org.yanzhen.notice;

import java.util.ArrayList;
import java.util.List;

/** A provider of the test: answers as it is told, and keeps what it was given. */
final class FakeCarrier implements Carrier {

  private final Channel channel;
  private final List<Parcel> given = new ArrayList<>();
  private Outcome answer = new Outcome.Taken();

  FakeCarrier(Channel channel) {
    this.channel = channel;
  }

  FakeCarrier answering(Outcome outcome) {
    answer = outcome;
    return this;
  }

  /** What it was given about this order. */
  List<Parcel> about(String number) {
    return given.stream().filter(parcel -> parcel.text().contains(number)).toList();
  }

  List<Parcel> to(String address) {
    return given.stream().filter(parcel -> parcel.to().equals(address)).toList();
  }

  @Override
  public Channel channel() {
    return channel;
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public Outcome carry(Parcel parcel) {
    given.add(parcel);
    return answer;
  }
}
