/** Colours of one picture: `mist` to `glow` behind, then the object from its lightest to its darkest part. */
export type Palette = { mist: string; glow: string; pale: string; main: string; deep: string; accent: string }

export const palettes = {
  forest: { mist: '#eef3ec', glow: '#cfe0d0', pale: '#a9c7a8', main: '#4f8062', deep: '#264a3b', accent: '#e7b75f' },
  moss: { mist: '#f4f4e6', glow: '#dfe2bd', pale: '#c5cc8e', main: '#8a9650', deep: '#4c5630', accent: '#d98e5f' },
  sea: { mist: '#ebf4f5', glow: '#c4e0e4', pale: '#9ccbd3', main: '#3f8798', deep: '#1f4b5c', accent: '#f0b27a' },
  slate: { mist: '#f1f3f5', glow: '#d5dce3', pale: '#b4c0cb', main: '#66788a', deep: '#323f4d', accent: '#e58f65' },
  dusk: { mist: '#f6f0f5', glow: '#e3cfe0', pale: '#cdb0cd', main: '#84628f', deep: '#443153', accent: '#f3b98b' },
  night: { mist: '#edeff6', glow: '#c6cde4', pale: '#9aa6cd', main: '#46548a', deep: '#222b52', accent: '#f2cf7a' },
  berry: { mist: '#f9eff0', glow: '#efcdd2', pale: '#dfa5ae', main: '#a9485c', deep: '#5c2234', accent: '#eec07b' },
  clay: { mist: '#faf1ea', glow: '#f2d5c0', pale: '#e3b193', main: '#bd6c47', deep: '#6a3827', accent: '#7fa394' },
  sand: { mist: '#faf6ec', glow: '#efe2c4', pale: '#e2cda0', main: '#c19c62', deep: '#6f5534', accent: '#6d9aa0' },
  sun: { mist: '#fdf6e3', glow: '#f9e3a8', pale: '#f6cf78', main: '#e29d34', deep: '#80501d', accent: '#cf6350' },
} as const satisfies Record<string, Palette>

export type PaletteName = keyof typeof palettes
