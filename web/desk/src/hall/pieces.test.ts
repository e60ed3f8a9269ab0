import { expect, test } from 'vitest'
import { piecesOf, piecesWith } from './pieces'

test('a text is cut at its passages and nothing is lost', () => {
  const pieces = piecesOf('甲乙丙丁', [{ from: 1, to: 3 }])
  expect(pieces).toEqual([
    { text: '甲', marked: false },
    { text: '乙丙', marked: true },
    { text: '丁', marked: false },
  ])
})

test('passages that do not fit are left out', () => {
  expect(piecesOf('甲乙', [{ from: 1, to: 9 }])).toEqual([{ text: '甲乙', marked: false }])
})

test('words are marked wherever they stand, the longest first', () => {
  const marked = piecesWith('路灯坏了，修路灯', ['路', '路灯']).filter((piece) => piece.marked)
  expect(marked.map((piece) => piece.text)).toEqual(['路灯', '路灯'])
})

test('markup in a text stays text', () => {
  expect(piecesWith('<b>路</b>', ['路']).map((piece) => piece.text)).toEqual(['<b>', '路', '</b>'])
})
