package org.yanzhen.catalogue;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What directories read: the shapes and names of the Human Services Data Specification, 3.1. */
final class HsdsViews {

  private HsdsViews() {}

  /**
   * What this is.
   *
   * @param version of the specification
   * @param profile what of it is kept here and how
   */
  record HsdsAbout(
      String version,
      String profile,
      @JsonProperty("openapi_url") String openapiUrl,
      String description,
      HsdsPublisher publisher) {}

  record HsdsPublisher(String name) {}

  /** Pages of services. */
  record HsdsServices(
      @JsonProperty("total_items") int totalItems,
      @JsonProperty("total_pages") int totalPages,
      @JsonProperty("page_number") int pageNumber,
      int size,
      @JsonProperty("first_page") boolean firstPage,
      @JsonProperty("last_page") boolean lastPage,
      boolean empty,
      List<HsdsService> contents) {}

  /** Pages of organizations. */
  record HsdsOrganizations(
      @JsonProperty("total_items") int totalItems,
      @JsonProperty("total_pages") int totalPages,
      @JsonProperty("page_number") int pageNumber,
      int size,
      @JsonProperty("first_page") boolean firstPage,
      @JsonProperty("last_page") boolean lastPage,
      boolean empty,
      List<HsdsOrganization> contents) {}

  /**
   * A kind.
   *
   * @param phones and all lists after it: absent in a list of services, unless it is asked for in
   *     full
   */
  record HsdsService(
      UUID id,
      String name,
      @JsonProperty("alternate_name") String alternateName,
      String description,
      String url,
      String status,
      @JsonProperty("application_process") String applicationProcess,
      @Nullable String alert,
      @JsonProperty("wait_time") @Nullable String waitTime,
      @JsonProperty("eligibility_description") @Nullable String eligibilityDescription,
      @JsonProperty("minimum_age") @Nullable Integer minimumAge,
      @JsonProperty("maximum_age") @Nullable Integer maximumAge,
      @JsonProperty("last_modified") Instant lastModified,
      HsdsOrganization organization,
      @Nullable List<HsdsPhone> phones,
      @Nullable List<HsdsSchedule> schedules,
      @JsonProperty("service_areas") @Nullable List<HsdsServiceArea> serviceAreas,
      @Nullable List<HsdsLanguage> languages,
      @JsonProperty("required_documents") @Nullable List<HsdsRequiredDocument> requiredDocuments,
      @Nullable List<HsdsCapacity> capacities,
      @Nullable List<HsdsAttribute> attributes) {}

  /**
   * A body that answers for kinds.
   *
   * @param services absent in lists and below a service
   */
  record HsdsOrganization(
      UUID id,
      String name,
      String description,
      @Nullable List<HsdsPhone> phones,
      @Nullable List<HsdsService> services) {}

  record HsdsPhone(UUID id, String number, String type, String description) {}

  record HsdsSchedule(UUID id, String description) {}

  record HsdsServiceArea(UUID id, String name) {}

  record HsdsLanguage(UUID id, String name, String code) {}

  record HsdsRequiredDocument(UUID id, String document) {}

  /** Places of a week. */
  record HsdsCapacity(
      UUID id,
      HsdsUnit unit,
      int available,
      int maximum,
      @Nullable String description,
      Instant updated) {}

  record HsdsUnit(UUID id, String name) {}

  record HsdsAttribute(
      UUID id,
      @JsonProperty("link_id") UUID linkId,
      @JsonProperty("link_type") String linkType,
      @JsonProperty("link_entity") String linkEntity,
      String value,
      @JsonProperty("taxonomy_term") HsdsTaxonomyTerm taxonomyTerm) {}

  record HsdsTaxonomyTerm(
      UUID id, String code, String name, String description, String taxonomy, String language) {}
}
