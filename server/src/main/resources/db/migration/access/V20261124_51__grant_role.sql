-- Who holds a role over an area is asked whenever an order climbs.
create index grant_role on access.grant (realm, role, area);
