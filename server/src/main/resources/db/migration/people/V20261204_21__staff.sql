-- The list of organisations goes by name.
create index organisation_name on people.organisation (realm, name text_pattern_ops, id);
