package org.yanzhen.door;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.Applying.KindApplies;
import org.yanzhen.catalogue.KindView;
import org.yanzhen.catalogue.KindView.ConditionView;
import org.yanzhen.catalogue.KindView.FieldView;
import org.yanzhen.catalogue.KindView.PaperView;
import org.yanzhen.catalogue.Outlook.KindOutlook;
import org.yanzhen.hall.WindowDisplay;
import org.yanzhen.order.OrderViews.Grade;

/**
 * What the templates show. Public because the templates' classes live in a package of their own.
 */
public final class DoorViews {

  private DoorViews() {}

  /** Something that can be asked. */
  public record KindEntry(String code, String icon, String name, String summary) {}

  /**
   * The first page, and the page to choose from.
   *
   * @param first what a card promises, if somebody comes from one
   * @param at what an address of a kind ends with, so that the village of the card is chosen
   *     already
   * @param all how many kinds there are
   * @param more where the rest of them stands; null where there is none
   * @param village of the card, or null
   * @param many whether one would rather look for words than read on
   * @param searched the words looked for, or null
   */
  public record KindsPage(
      List<KindEntry> first,
      List<KindEntry> kinds,
      String at,
      int all,
      @Nullable String more,
      @Nullable String village,
      boolean many,
      @Nullable String searched) {}

  /** A division to choose; a village ends the choice, anything above leads further down. */
  public record PlaceEntry(int id, String name, boolean village) {}

  /**
   * The first step: where.
   *
   * @param checked whether the kind has conditions that can be looked at before
   * @param expected how long it takes as a rule
   * @param within the division being looked into, or null at the top
   * @param searched the words looked for, or null
   */
  public record WherePage(
      KindEntry kind,
      boolean checked,
      KindOutlook expected,
      @Nullable String within,
      List<PlaceEntry> children,
      @Nullable String searched,
      List<PlaceEntry> found) {}

  /** How much it presses, with what that means for this kind at this minute. */
  public record UrgencyEntry(String code, String label, String promise) {}

  /**
   * What the asker typed; given back whole after a refusal.
   *
   * @param fields by question; a person's number under {@code code.phone}, a point under {@code
   *     code.point}
   * @param kept ids of the files already here, by question
   * @param voice id of the recorded voice, or empty
   * @param joins id of the order that asks for the same, or empty
   */
  public record Typed(
      String text,
      @Nullable Integer division,
      String place,
      String name,
      String phone,
      String urgency,
      Map<String, String> fields,
      Map<String, String> kept,
      String voice,
      String joins,
      String language,
      String forName,
      String forPhone) {

    public String field(String code) {
      return fields.getOrDefault(code, "");
    }

    /** Ids of what was sent for a question and is here. */
    public String kept(String code) {
      return kept.getOrDefault(code, "");
    }

    public int keptCount(String code) {
      return kept(code).isEmpty() ? 0 : kept(code).split(",").length;
    }

    Typed with(Map<String, String> sent, String spoken) {
      Map<String, String> all = new HashMap<>(kept);
      all.putAll(sent);
      return new Typed(
          text,
          division,
          place,
          name,
          phone,
          urgency,
          fields,
          all,
          spoken.isEmpty() ? voice : spoken,
          joins,
          language,
          forName,
          forPhone);
    }
  }

  /**
   * Why a form came back.
   *
   * @param field the input it is about, or null for the form as a whole
   */
  public record Refusal(@Nullable String field, String message) {

    public boolean isAt(String input) {
      return input.equals(field);
    }
  }

  /**
   * Papers that go together.
   *
   * @param when the answer that asks for them as {@code field=choice}, or null for always
   * @param words the same in words
   */
  public record PaperGroup(@Nullable String when, String words, List<PaperView> papers) {}

  /**
   * "Does it apply to me?"
   *
   * @param fields questions of the form on whose answers it depends which conditions count
   * @param on where to ask, whatever comes of it
   * @param form what was typed, by question
   * @param answers what was typed, by condition
   * @param answered absent before anything was sent
   */
  public record CheckPage(
      KindEntry kind,
      List<FieldView> fields,
      List<ConditionView> conditions,
      String on,
      @Nullable Integer at,
      Map<String, String> form,
      Map<String, String> answers,
      @Nullable KindApplies answered) {

    public String form(String field) {
      return form.getOrDefault(field, "");
    }

    public String answer(String condition) {
      return answers.getOrDefault(condition, "");
    }

    public boolean isOpen(String code) {
      return answered != null && answered.unanswered().contains(code);
    }
  }

  /** Something spoken here. */
  public record LanguageEntry(String code, String name) {}

  /** What somebody in the village asked for already: how it stands and since when, no more. */
  public record AlikeEntry(String id, String words) {}

  /**
   * The form; both ids are made with it, so that pressing twice asks once.
   *
   * @param alike what can be joined with "the same here"
   * @param season when it is the time for it, if that is not now
   * @param expected how long it takes as a rule
   */
  public record AskPage(
      KindView kind,
      KindOutlook expected,
      @Nullable String season,
      List<AlikeEntry> alike,
      List<PaperGroup> papers,
      String township,
      List<PlaceEntry> villages,
      String elsewhere,
      List<UrgencyEntry> urgencies,
      List<LanguageEntry> languages,
      Typed typed,
      @Nullable Refusal refusal,
      UUID order,
      UUID command) {

    public boolean isAt(String input) {
      return refusal != null && refusal.isAt(input);
    }

    public String message() {
      return refusal == null ? "" : refusal.message();
    }

    /** What is chosen of those on the page; empty for none of them. */
    public String joins() {
      return alike.stream().map(AlikeEntry::id).filter(typed.joins()::equals).findAny().orElse("");
    }
  }

  /** Who is coming. */
  public record Helper(String name, @Nullable String post, @Nullable String phone) {}

  /**
   * A voice to hear or a file to save.
   *
   * @param words what it is, in words
   */
  public record FileEntry(String path, String words, boolean voice) {}

  /** A picture's page and its small copy. */
  public record PictureEntry(String path, @Nullable String size) {}

  /**
   * One line of the thread.
   *
   * @param words what a person wrote, perhaps cut
   * @param more where the rest of it stands, when cut
   */
  public record ThreadLine(
      String when,
      String iso,
      String what,
      @Nullable String words,
      @Nullable String more,
      @Nullable Integer rating,
      List<Grade> ratings,
      List<PictureEntry> pictures,
      List<FileEntry> files) {}

  /** A promise: what, until when, and whether it was kept. */
  public record ClockLine(String name, String due, @Nullable String met, boolean late) {}

  /**
   * An answer to one of the kind's questions.
   *
   * @param map a link that opens a map at the place, or null
   */
  public record Answer(
      String label,
      String value,
      @Nullable String map,
      List<PictureEntry> pictures,
      List<FileEntry> files) {}

  /**
   * The receipt, which is also the order's page.
   *
   * @param path of this page
   * @param qr the page's full address as SVG
   * @param tone colour of the state: quiet, attention, info, good
   * @param next what happens next and who does it
   * @param more what else there is to know or do
   * @param forName for whom somebody else asked; their number is on no receipt
   * @param reopenUntil until when a solved order may be reopened, or null
   * @param older where the earlier part of the thread stands, or null
   * @param notice something to be said once, or null
   * @param hasOnFile whether copies were kept on file from it, or used for it
   */
  public record ReceiptPage(
      String path,
      String qr,
      String number,
      String state,
      String stateWord,
      String stateIcon,
      String tone,
      String next,
      boolean late,
      List<String> more,
      @Nullable Helper helper,
      String kindName,
      String kindIcon,
      String words,
      @Nullable String moreWords,
      String where,
      List<Answer> answers,
      List<String> papers,
      @Nullable String name,
      @Nullable String phone,
      @Nullable String forName,
      String asked,
      List<PictureEntry> pictures,
      List<FileEntry> files,
      int picturesComing,
      List<ClockLine> clocks,
      List<ThreadLine> thread,
      @Nullable String older,
      boolean mayJudge,
      @Nullable String reopenUntil,
      boolean mayAdd,
      boolean mayWithdraw,
      @Nullable String notice,
      List<Answer> results,
      List<PartLine> parts,
      boolean hasOnFile) {}

  /**
   * Copies kept on file from an order, or used for it.
   *
   * @param path of the receipt
   * @param back whether one was just taken back
   * @param refusal why it was not, or null
   */
  public record PapersPage(
      String path, List<PaperLine> papers, boolean back, @Nullable String refusal) {}

  /**
   * A copy on file.
   *
   * @param state since when and until when it is kept
   * @param used when it served this order, or null
   * @param command under which it is taken back
   */
  public record PaperLine(
      UUID id,
      String name,
      String state,
      @Nullable String used,
      boolean mayTakeBack,
      UUID command) {}

  /**
   * A share of it that somebody else does.
   *
   * @param comes who has it, or null while nobody does
   */
  public record PartLine(String name, String state, @Nullable String comes) {}

  /** More of the thread. */
  public record HistoryPage(
      String path, String number, List<ThreadLine> thread, @Nullable String older) {}

  /**
   * Somebody's words in full.
   *
   * @param rest where they go on, when they are longer than a page may weigh
   */
  public record EntryPage(
      String path, String number, String when, String what, String words, @Nullable String rest) {}

  /**
   * Something that may be rated beside the whole.
   *
   * @param chosen 1 to 5, or 0
   */
  public record Dimension(String code, String label, int chosen) {}

  /**
   * A form on an order: solved, not solved, add, withdraw.
   *
   * @param words what was typed
   * @param rating what was chosen, or 0
   */
  public record StepPage(
      String path,
      String number,
      String title,
      @Nullable Helper helper,
      String words,
      int rating,
      List<Dimension> dimensions,
      String reason,
      @Nullable Refusal refusal,
      UUID command) {

    public boolean isRefused() {
      return refusal != null;
    }

    public String message() {
      return refusal == null ? "" : refusal.message();
    }
  }

  /** Looking an order up by number and phone. */
  public record FindPage(String number, @Nullable String refusal) {}

  /**
   * How somebody wishes to be told.
   *
   * @param kept whether it was just noted
   */
  public record ToldPage(
      String path,
      String how,
      String language,
      String email,
      String quietFrom,
      String quietTo,
      String ownFrom,
      String ownTo,
      boolean kept,
      @Nullable String refusal,
      UUID command) {}

  /** A day's draw of call-backs. */
  public record DrawEntry(String day, String when, String result, String commitment) {}

  /**
   * Draws, newest first.
   *
   * @param older the day before which it goes on, or null
   */
  public record DrawsPage(List<DrawEntry> draws, @Nullable String older) {}

  /** One order in a draw. */
  public record LotEntry(String order, String words) {}

  /**
   * One draw with its lots.
   *
   * @param population hash of who was in it, from the draw on
   * @param seed shown once the calls are made
   * @param more the order after which it goes on, or null
   */
  public record DrawPage(
      DrawEntry draw,
      String committed,
      @Nullable String population,
      @Nullable String seed,
      List<LotEntry> lots,
      @Nullable String more) {}

  /**
   * The service list.
   *
   * @param more where it goes on; null where it ends
   * @param part whether it is not the whole list
   */
  public record ListPage(
      List<KindGroup> groups,
      Map<String, KindOutlook> expected,
      String printed,
      @Nullable String more,
      boolean part) {}

  /** What one body answers for. */
  public record KindGroup(String body, List<KindView> kinds) {}

  /** A problem's code with its words. */
  public record ProblemEntry(String code, String title, String detail, int status) {

    /** Whether the detail has places for the facts of the moment. */
    public boolean hasFacts() {
      return detail.indexOf('{') >= 0;
    }
  }

  /** All problem codes, or one. */
  public record ProblemsPage(List<ProblemEntry> problems) {}

  /**
   * The screen over the windows of a hall.
   *
   * @param qr leads to {@code take}, where somebody takes a number with their own phone
   */
  public record HallBoard(
      WindowDisplay.Board board, List<BoardCall> calls, String qr, String take) {}

  /**
   * A number on the screen.
   *
   * @param fresh called just now
   * @param at when it was said last, in milliseconds: what is later was not said yet
   * @param words what is called out
   */
  public record BoardCall(String label, String window, boolean fresh, String at, String words) {}

  /**
   * Taking a number.
   *
   * @param ticket the id of the ticket that comes of it
   */
  public record TakePage(
      String hall,
      String path,
      boolean open,
      List<TakeService> services,
      String phone,
      UUID ticket,
      UUID command,
      @Nullable String refusal) {}

  /**
   * A service a number may be taken for.
   *
   * @param words how many wait, and about when one's own turn is
   */
  public record TakeService(String code, String name, String words, boolean chosen) {}

  /**
   * A ticket.
   *
   * @param about when it is likely to be called, while it waits
   * @param tellAhead so many minutes before it somebody who left a number is told
   */
  public record TicketPage(
      String path,
      String hall,
      String label,
      String service,
      String words,
      @Nullable String about,
      @Nullable String ahead,
      boolean waits,
      boolean called,
      boolean numberLeft,
      int tellAhead) {}

  /** Leaving a mobile number with a ticket. */
  public record TicketNumberPage(
      String path,
      String label,
      String lead,
      String phone,
      boolean numberLeft,
      UUID command,
      @Nullable String refusal) {}

  /** A page that only says something. */
  public record NoticePage(String title, String text) {}
}
