'use strict'
// As setas, o espaço e PageUp/PageDown passam de um slide para o outro.
const slides = [...document.querySelectorAll('section')]
const steps = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ' ': 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }
const current = () => slides.findIndex(one => one.getBoundingClientRect().bottom > innerHeight / 2)

document.addEventListener('keydown', event => {
  const step = steps[event.key]
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return
  const next = slides[Math.max(0, current()) + step]
  if (!next) return
  event.preventDefault()
  next.scrollIntoView()
})
