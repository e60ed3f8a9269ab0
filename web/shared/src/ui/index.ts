export * from './clock'
export * from './look'
export * from './time'
export * from './words'
