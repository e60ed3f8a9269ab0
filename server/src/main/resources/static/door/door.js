// Optional: without it every page works. Reads a page aloud in large type, and offers a print button.
(function () {
  'use strict'
  var print = document.querySelector('[data-print]')
  if (print) {
    print.hidden = false
    print.addEventListener('click', function () {
      window.print()
    })
  }
  var speak = document.querySelector('[data-speak]')
  if (!speak || !window.speechSynthesis || !window.SpeechSynthesisUtterance) return
  var label = speak.querySelector('span')
  var start = label.textContent
  speak.hidden = false

  function rest() {
    label.textContent = start
    speak.setAttribute('aria-pressed', 'false')
  }

  speak.addEventListener('click', function () {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel()
      rest()
      return
    }
    var main = document.getElementById('main')
    // A long text is cut off by some engines, so it is read block by block.
    var blocks = main.querySelectorAll('h1,h2,legend,label,p,li > a,dt,dd,li > p,td,th')
    var last
    for (var i = 0; i < blocks.length; i++) {
      if (blocks[i].closest('.kinds, .big') && blocks[i].tagName === 'P') continue
      var text = blocks[i].innerText.trim()
      if (!text) continue
      last = new SpeechSynthesisUtterance(text)
      last.lang = document.documentElement.lang
      last.rate = 0.9
      speechSynthesis.speak(last)
    }
    if (last) {
      last.onend = rest
      label.textContent = speak.getAttribute('data-stop')
      speak.setAttribute('aria-pressed', 'true')
    }
  })
  window.addEventListener('pagehide', function () {
    speechSynthesis.cancel()
  })
})()
