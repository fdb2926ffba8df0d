use regex::Regex;

use crate::cart::Cart;

#[inline(never)]
pub fn render(cart: &Cart) -> String {
    let mut text = String::new();
    // Made anew for each receipt: what this program should not do.
    let digits = Regex::new("([0-9]+)").expect("a regular expression");
    for item in &cart.items {
        text += &digits.replace(&item.name, "No. $1");
        text += &format!("\t{}\n", item.price);
    }
    text
}
