-- Which uploads are recordings of calls, so that none is erased with another's order.
create index call_audio on hall.call (realm, audio_id) where audio_id is not null;
