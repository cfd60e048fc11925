import type { Category, Localized } from './types.ts'

type Leaf = [slug: string, en: string, zh: string]

const branch = (position: number, slug: string, name: Localized, leaves: Leaf[]): Category[] => [
  { slug, name, position },
  ...leaves.map(([leaf, en, zh], i) => ({ slug: leaf, name: { en, zh }, parent: slug, position: i + 1 })),
]

/** Two levels, each top category followed by its leaves. */
export const categories: Category[] = [
  ...branch(1, 'camping', { en: 'Camping', zh: '露营' }, [
    ['tents', 'Tents & Tarps', '帐篷与天幕'],
    ['sleeping-bags', 'Sleeping Bags', '睡袋'],
    ['sleeping-mats', 'Mats & Pillows', '睡垫与枕头'],
    ['camp-furniture', 'Camp Furniture', '露营家具'],
    ['camp-lighting', 'Camp Lighting', '营地照明'],
  ]),
  ...branch(2, 'kitchen', { en: 'Kitchen & Table', zh: '厨房与餐桌' }, [
    ['cookware', 'Pots, Pans & Stoves', '锅具与炉具'],
    ['mugs-and-cups', 'Mugs & Cups', '杯子'],
    ['bottles-and-flasks', 'Bottles & Flasks', '水瓶与保温壶'],
    ['knives-and-boards', 'Knives & Boards', '刀具与砧板'],
    ['coffee-and-tea', 'Coffee & Tea', '咖啡与茶'],
  ]),
  ...branch(3, 'packs', { en: 'Packs & Travel', zh: '背包与旅行' }, [
    ['hiking-backpacks', 'Hiking Backpacks', '登山背包'],
    ['daypacks', 'Day Bags', '日用背包'],
    ['suitcases', 'Suitcases & Duffels', '行李箱与旅行袋'],
    ['packing-organisers', 'Packing Organisers', '收纳整理'],
    ['travel-comfort', 'Travel Comfort & Safety', '旅途舒适与安全'],
  ]),
  ...branch(4, 'clothing', { en: 'Clothing', zh: '服装' }, [
    ['jackets', 'Jackets', '外套'],
    ['base-layers', 'Shirts & Layers', '内搭与上衣'],
    ['trousers', 'Trousers & Shorts', '裤装'],
    ['hats-and-gloves', 'Hats & Gloves', '帽子与手套'],
    ['socks', 'Socks', '袜子'],
  ]),
  ...branch(5, 'footwear', { en: 'Footwear', zh: '鞋履' }, [
    ['hiking-boots', 'Boots', '靴子'],
    ['trail-shoes', 'Shoes', '鞋'],
    ['sandals', 'Sandals & Clogs', '凉鞋与拖鞋'],
    ['shoe-care', 'Shoe Care', '鞋靴护理'],
  ]),
  ...branch(6, 'home', { en: 'Home', zh: '家居' }, [
    ['lamps', 'Lamps', '灯具'],
    ['blankets-and-cushions', 'Blankets & Cushions', '毯子与靠垫'],
    ['towels', 'Towels & Bath', '毛巾与浴室'],
    ['candles', 'Candles & Scent', '蜡烛与香氛'],
    ['storage', 'Storage', '收纳'],
    ['chairs-and-stools', 'Chairs & Stools', '椅凳'],
  ]),
  ...branch(7, 'garden', { en: 'Garden & Plants', zh: '园艺与植物' }, [
    ['house-plants', 'House Plants', '室内植物'],
    ['pots-and-planters', 'Pots & Planters', '花盆与花器'],
    ['garden-tools', 'Garden Tools', '园艺工具'],
    ['seeds', 'Seeds', '种子'],
  ]),
  ...branch(8, 'cycling', { en: 'Cycling', zh: '骑行' }, [
    ['bicycles', 'Bicycles & Trailers', '自行车与拖车'],
    ['bike-bags', 'Bike Bags', '车包'],
    ['bike-lights', 'Lights & Reflectors', '车灯与反光件'],
    ['bike-tools', 'Tools & Care', '工具与养护'],
    ['helmets', 'Helmets', '头盔'],
  ]),
  ...branch(9, 'stationery', { en: 'Stationery & Maps', zh: '文具与地图' }, [
    ['notebooks', 'Notebooks', '笔记本'],
    ['pens-and-pencils', 'Pens & Colours', '笔与颜料'],
    ['maps-and-guides', 'Maps & Guides', '地图与手册'],
    ['desk', 'Desk', '书桌用品'],
  ]),
  ...branch(10, 'electronics', { en: 'Electronics', zh: '电子产品' }, [
    ['headphones', 'Headphones', '耳机'],
    ['speakers', 'Speakers & Radios', '音箱与收音机'],
    ['power', 'Power & Charging', '电源与充电'],
    ['watches-and-navigation', 'Watches & Navigation', '腕表与导航'],
  ]),
]
