use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub struct Item {
    pub name: String,
    pub count: u32,
    #[serde(default)]
    pub price: u32,
}

pub struct Catalog {
    prices: BTreeMap<String, u32>,
}

impl Catalog {
    pub fn new() -> Self {
        let prices = (0..4000u32).map(|i| (format!("article {}", i * 7919 % 4000), 100 + i % 900)).collect();
        Catalog { prices }
    }

    #[inline(never)]
    fn price_of(&self, name: &str) -> u32 {
        self.prices.get(name).copied().unwrap_or(0)
    }
}

#[derive(Serialize, Deserialize)]
pub struct Cart {
    pub items: Vec<Item>,
}

impl Cart {
    #[inline(never)]
    pub fn read(body: &str) -> Self {
        serde_json::from_str(body).expect("a cart")
    }

    #[inline(never)]
    pub fn price(&mut self, catalog: &Catalog) {
        for item in &mut self.items {
            item.price = catalog.price_of(&item.name) * item.count;
        }
        self.items.sort_by(|a, b| b.price.cmp(&a.price));
    }
}

#[inline(never)]
pub fn body_of(order: usize) -> String {
    let items = (0..40)
        .map(|i| Item { name: format!("article {}", (order * 31 + i * 17) % 4000), count: 1 + i as u32 % 5, price: 0 })
        .collect();
    serde_json::to_string(&Cart { items }).expect("text")
}
