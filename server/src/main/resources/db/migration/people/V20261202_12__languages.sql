-- What somebody speaks, by the codes of the pack of languages; empty: nobody has asked.
alter table people.person
  add column languages text[] not null default '{}' check (cardinality(languages) <= 12);
