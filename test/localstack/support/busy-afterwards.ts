/** Code of a function: after its answer the thread has no time for the next invocation for a while: that one is late for sure. */
export const busyAfterwards = `const busyAfterwards = async (ms) => {
  for (let turn = 0; turn < 20; turn++) await undefined
  const from = Date.now()
  while (Date.now() < from + ms);
}`
