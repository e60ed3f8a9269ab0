// The screen over the windows. Optional: without it the page reloads itself. Renews the numbers in place, so that the voice
// a person turned on stays on, and calls out each number once.
(function () {
  'use strict'
  var EVERY = 5000
  var tools = document.querySelector('[data-voice-tools]')
  var button = tools.querySelector('button')
  var word = tools.querySelector('[data-voice-word]')
  var large = document.querySelector('[data-now]')
  var away = document.querySelector('[data-away-word]')
  var language = document.documentElement.lang.slice(0, 2)
  var key = 'hall ' + location.pathname
  var on = false
  var voice = null
  var sound = null
  var queue = []
  var busy = false
  var kept = {}

  // What was called out, and whether the voice was on, outlast a reload.
  function remember(name, value) {
    try {
      sessionStorage.setItem(key + name, value)
    } catch (e) {
      kept[name] = value
    }
  }
  function recall(name) {
    try {
      return sessionStorage.getItem(key + name) || ''
    } catch (e) {
      return kept[name] || ''
    }
  }

  function calls(page) {
    return Array.prototype.map
      .call(page.querySelectorAll('[data-call]'), function (line) {
        return {
          at: Number(line.getAttribute('data-at')),
          words: line.getAttribute('data-say'),
          text: line.querySelector('b').textContent + '\n' + line.querySelector('span').textContent,
        }
      })
      .sort(function (one, other) {
        return one.at - other.at
      })
  }

  function chosen() {
    if (!window.speechSynthesis || !window.SpeechSynthesisUtterance) return null
    var fitting = speechSynthesis.getVoices().filter(function (one) {
      var tag = one.lang.replace('_', '-').toLowerCase()
      return language === 'zh' ? /^(zh|cmn)/.test(tag) && !/(hk|yue)/.test(tag) : tag.indexOf(language) === 0
    })
    // A voice that lives in this device speaks without the network.
    return (
      fitting.filter(function (one) {
        return one.localService
      })[0] ||
      fitting[0] ||
      null
    )
  }

  function tell() {
    button.querySelector('span').textContent = tools.getAttribute(on ? 'data-off' : 'data-on')
    button.setAttribute('aria-pressed', String(on))
    if (!on) word.textContent = recall(' on') ? tools.getAttribute('data-again') : ''
    else word.textContent = tools.getAttribute(voice ? 'data-speaks' : sound ? 'data-none' : 'data-mute')
  }

  // Two tones, a third apart, soft at both ends.
  function chime() {
    if (!sound) return
    ;[660, 523].forEach(function (pitch, n) {
      var tone = sound.createOscillator()
      var volume = sound.createGain()
      var from = sound.currentTime + n * 0.6
      tone.frequency.value = pitch
      volume.gain.setValueAtTime(0, from)
      volume.gain.linearRampToValueAtTime(0.4, from + 0.05)
      volume.gain.linearRampToValueAtTime(0, from + 0.55)
      tone.connect(volume)
      volume.connect(sound.destination)
      tone.start(from)
      tone.stop(from + 0.6)
    })
  }

  function next() {
    busy = false
    large.hidden = true
    if (on && queue.length) announce(queue.shift())
  }

  function announce(call) {
    busy = true
    large.textContent = call.text
    large.hidden = false
    if (!voice) {
      chime()
      setTimeout(next, 8000)
      return
    }
    var times = 0
    var late
    function over() {
      clearTimeout(late)
      if (++times < 2 && on) say()
      else next()
    }
    function say() {
      var spoken = new SpeechSynthesisUtterance(call.words)
      // Some engines forget one that nobody holds, and never say that it ended.
      announce.spoken = spoken
      spoken.lang = language === 'zh' ? 'zh-CN' : language
      spoken.voice = voice
      spoken.rate = 0.9
      spoken.onend = over
      spoken.onerror = function (event) {
        clearTimeout(late)
        if (!on) return next()
        if (event.error === 'not-allowed') {
          // It wants somebody to press the button first.
          on = false
          queue = []
          tell()
          next()
          return
        }
        voice = null
        tell()
        chime()
        setTimeout(next, 8000)
      }
      late = setTimeout(over, 20000)
      speechSynthesis.speak(spoken)
    }
    say()
  }

  /** Only what is later than the last one called out, in the order it was called. */
  function hear(page) {
    var said = Number(recall(' said'))
    calls(page).forEach(function (call) {
      if (call.at <= said) return
      remember(' said', String(call.at))
      if (on) queue.push(call)
    })
    if (!busy) next()
  }

  function turn(to) {
    on = to
    if (on) {
      voice = chosen()
      var Sound = window.AudioContext || window.webkitAudioContext
      if (!sound && Sound) sound = new Sound()
      if (sound && sound.resume) sound.resume()
      remember(' on', '1')
    } else {
      queue = []
      remember(' on', '')
      if (window.speechSynthesis) speechSynthesis.cancel()
    }
    tell()
  }

  function put(page, part) {
    var fresh = page.querySelector(part)
    var here = document.querySelector(part)
    if (fresh && fresh.innerHTML !== here.innerHTML) here.innerHTML = fresh.innerHTML
  }

  function renew() {
    var ask = new XMLHttpRequest()
    ask.open('GET', location.href)
    ask.timeout = 20000
    ask.onloadend = function () {
      if (ask.status === 200) {
        var page = new DOMParser().parseFromString(ask.responseText, 'text/html')
        put(page, '[data-board]')
        put(page, '[data-queues]')
        away.hidden = true
        hear(page)
      } else if (away.hidden) {
        var now = new Date()
        away.textContent = tools.getAttribute('data-away').replace('{0}', ('0' + now.getHours()).slice(-2) + ':' + ('0' + now.getMinutes()).slice(-2))
        away.hidden = false
      }
      setTimeout(renew, EVERY)
    }
    ask.send()
  }

  button.addEventListener('click', function () {
    turn(!on)
  })
  if (window.speechSynthesis && speechSynthesis.addEventListener) {
    speechSynthesis.addEventListener('voiceschanged', function () {
      if (on && !voice) {
        voice = chosen()
        tell()
      }
    })
    speechSynthesis.getVoices()
  }
  tools.hidden = false
  // What stands there when the screen is switched on was called before.
  hear(document)
  tell()
  setTimeout(renew, EVERY)
})()
