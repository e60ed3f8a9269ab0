// Optional: without it every page works. Records a voice, takes a signature, adds the place, shows the papers of the
// chosen case only; reads a page aloud in large type, and offers a print button.
(function () {
  'use strict'
  var print = document.querySelector('[data-print]')
  if (print) {
    print.hidden = false
    print.addEventListener('click', function () {
      window.print()
    })
  }
  // Recorded at the page, put into the same input that takes a file.
  function put(input, blob, name) {
    var box = new DataTransfer()
    box.items.add(new File([blob], name, { type: blob.type }))
    input.files = box.files
    input.dispatchEvent(new Event('change', { bubbles: true }))
  }

  var mayPut = window.DataTransfer && window.File
  document.querySelectorAll('[data-voice]').forEach(function (box) {
    var input = box.parentNode.querySelector('input[type=file]')
    if (!mayPut || !window.MediaRecorder || !navigator.mediaDevices) return
    box.hidden = false
    // Few things for elders: one button says it all.
    if (document.documentElement.classList.contains('elder')) input.style.display = 'none'
    var button = box.querySelector('button')
    var word = button.querySelector('span')
    var status = box.querySelector('[role=status]')
    var player = box.querySelector('audio')
    var recorder
    var began
    var clock
    function show() {
      var s = Math.round((Date.now() - began) / 1000)
      status.textContent = Math.floor(s / 60) + ':' + ('0' + (s % 60)).slice(-2)
      if (s >= 600) recorder.stop()
    }
    button.addEventListener('click', function () {
      if (recorder && recorder.state === 'recording') return recorder.stop()
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        function (stream) {
          var parts = []
          recorder = new MediaRecorder(stream, { audioBitsPerSecond: 24000 })
          recorder.ondataavailable = function (event) {
            if (event.data.size) parts.push(event.data)
          }
          recorder.onstop = function () {
            clearInterval(clock)
            stream.getTracks().forEach(function (track) {
              track.stop()
            })
            var blob = new Blob(parts, { type: recorder.mimeType.split(';')[0] })
            put(input, blob, 'voice')
            player.src = URL.createObjectURL(blob)
            player.hidden = false
            word.textContent = box.getAttribute('data-again')
            button.removeAttribute('aria-pressed')
          }
          recorder.start()
          began = Date.now()
          clock = setInterval(show, 500)
          word.textContent = box.getAttribute('data-stop')
          button.setAttribute('aria-pressed', 'true')
        },
        function () {
          status.textContent = box.getAttribute('data-denied')
        },
      )
    })
  })

  document.querySelectorAll('[data-sign]').forEach(function (box) {
    var canvas = box.querySelector('canvas')
    var input = box.parentNode.querySelector('input[type=file]')
    var pen = canvas.getContext('2d')
    if (!mayPut || !pen || !window.PointerEvent) return
    box.hidden = false
    var down = false
    function clear() {
      pen.fillStyle = '#fff'
      pen.fillRect(0, 0, canvas.width, canvas.height)
    }
    function at(event) {
      var edge = canvas.getBoundingClientRect()
      return [
        ((event.clientX - edge.left) * canvas.width) / edge.width,
        ((event.clientY - edge.top) * canvas.height) / edge.height,
      ]
    }
    clear()
    canvas.addEventListener('pointerdown', function (event) {
      down = true
      canvas.setPointerCapture(event.pointerId)
      pen.beginPath()
      pen.lineWidth = 4
      pen.lineCap = pen.lineJoin = 'round'
      pen.strokeStyle = '#1d2a2f'
      pen.moveTo.apply(pen, at(event))
    })
    canvas.addEventListener('pointermove', function (event) {
      if (!down) return
      pen.lineTo.apply(pen, at(event))
      pen.stroke()
    })
    canvas.addEventListener('pointerup', function () {
      down = false
      canvas.toBlob(function (blob) {
        put(input, blob, 'signature.png')
      }, 'image/png')
    })
    box.querySelector('button').addEventListener('click', function () {
      clear()
      input.value = ''
    })
  })

  document.querySelectorAll('[data-point]').forEach(function (box) {
    if (!navigator.geolocation || !window.isSecureContext) return
    var input = document.getElementsByName(box.getAttribute('data-point'))[0]
    var status = box.querySelector('[role=status]')
    box.hidden = false
    box.querySelector('button').addEventListener('click', function () {
      navigator.geolocation.getCurrentPosition(
        function (found) {
          input.value = found.coords.latitude.toFixed(5) + ',' + found.coords.longitude.toFixed(5)
          status.textContent = box.getAttribute('data-done')
        },
        function () {
          status.textContent = box.getAttribute('data-denied')
        },
        { enableHighAccuracy: true, timeout: 20000 },
      )
    })
  })

  // The papers of the chosen case only.
  var papers = document.querySelectorAll('[data-when]')
  function fit() {
    var form = document.querySelector('form[method=post]')
    papers.forEach(function (group) {
      var when = group.getAttribute('data-when').split('=')
      var chosen = new FormData(form).get('f.' + when[0])
      group.hidden = Boolean(chosen) && chosen !== when[1]
    })
  }
  if (papers.length) {
    document.addEventListener('change', fit)
    fit()
  }

  // Words may be missing when there is a voice, or a neighbour said it already.
  var text = document.querySelector('[data-or-voice]')
  if (text) {
    var voice = document.querySelector('input[name=voice]')
    var either = function () {
      var same = document.querySelector('input[name=joins]:checked')
      text.required = !voice.files.length && !document.querySelector('input[name=voiceId]') && !(same && same.value)
    }
    document.addEventListener('change', either)
    either()
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
