-- Places an order with every request. Arguments: token, thread seed, divisions separated by commas, texts separated by |.
local ffi = require("ffi")
ffi.cdef [[
  typedef struct { long seconds; long micros; } yanzhen_time;
  int gettimeofday(yanzhen_time *time, void *zone);
]]

local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

local now = ffi.new("yanzhen_time")
local token, divisions, texts = "", {}, {}

local function split(text, separator)
  local parts = {}
  for part in text:gmatch("[^" .. separator .. "]+") do
    parts[#parts + 1] = part
  end
  return parts
end

function init(args)
  token = args[1]
  divisions = split(args[3], ",")
  texts = split(args[4], "|")
  ffi.C.gettimeofday(now, nil)
  math.randomseed(tonumber(now.micros) * 131 + tonumber(args[2]) * 7919 + number * 104729)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  wrk.headers["Authorization"] = "Bearer " .. token
end

-- UUIDv7, as a client makes it.
local function uuid()
  ffi.C.gettimeofday(now, nil)
  local millis = tonumber(now.seconds) * 1000 + math.floor(tonumber(now.micros) / 1000)
  local high = math.floor(millis / 65536)
  local low = millis % 65536
  return string.format("%08x-%04x-7%03x-%04x-%06x%06x", high, low, math.random(0, 0xfff),
    0x8000 + math.random(0, 0x3fff), math.random(0, 0xffffff), math.random(0, 0xffffff))
end

function request()
  local body = string.format(
    '{"id":"%s","type":"order.place","body":{"orderId":"%s","kind":"public-facility","text":"%s","divisionId":%s,'
      .. '"place":"%d 组路口","source":"CALL","fields":{"facility":"light"},"requesterName":"测试甲",'
      .. '"requesterPhone":"0745-%07d"}}',
    uuid(), uuid(), texts[math.random(#texts)], divisions[math.random(#divisions)], math.random(1, 20),
    math.random(0, 9999999))
  return wrk.format(nil, "/api/commands", nil, body)
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
