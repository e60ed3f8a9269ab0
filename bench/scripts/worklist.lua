-- Reads a page somewhere in a list with every request. Arguments: token, thread seed, file of addresses.
local threads = 0
function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

local keys = {}

function init(args)
  wrk.headers["Authorization"] = "Bearer " .. args[1]
  math.randomseed(os.time() + tonumber(args[2]) * 7919 + number * 104729)
  for key in io.lines(args[3]) do
    keys[#keys + 1] = key
  end
end

function request()
  return wrk.format(nil, keys[math.random(#keys)])
end

function done(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50),
    latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
