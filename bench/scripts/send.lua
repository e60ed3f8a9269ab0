-- Sends commands read from a file, one line each: token, tab, type, tab, body as JSON. Each thread has its share of the
-- lines and none is sent twice. Arguments: thread seed, file.
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
local lines, at = {}, 0

function init(args)
  ffi.C.gettimeofday(now, nil)
  math.randomseed(tonumber(now.micros) * 131 + tonumber(args[1]) * 7919 + number * 104729)
  wrk.method = "POST"
  wrk.headers["Content-Type"] = "application/json"
  local n = 0
  for line in io.lines(args[2]) do
    n = n + 1
    if n % 2 == number % 2 then
      lines[#lines + 1] = line
    end
  end
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
  at = at + 1
  local token, type, body = lines[(at - 1) % #lines + 1]:match("^([^\t]+)\t([^\t]+)\t(.+)$")
  wrk.headers["Authorization"] = "Bearer " .. token
  return wrk.format(nil, "/api/commands", nil, string.format('{"id":"%s","type":"%s","body":%s}', uuid(), type, body))
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
