export * from './types'
export * from './result'
export * from './client'
export * from './answers'
