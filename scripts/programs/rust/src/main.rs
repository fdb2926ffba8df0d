// A small shop at work, for a CPU profile of Rust: scripts/record-programs.mjs builds and runs it; the crate pprof
// samples it.
mod cart;
mod receipt;

use std::time::{Duration, Instant};

use pprof::protos::Message;

fn handle(catalog: &cart::Catalog, order: usize) -> usize {
    let mut cart = cart::Cart::read(&cart::body_of(order));
    for _ in 0..20 {
        cart.price(catalog);
    }
    receipt::render(&cart).len()
}

fn work(catalog: &cart::Catalog, end: Instant) -> usize {
    let mut written = 0;
    let mut order = 0;
    while Instant::now() < end {
        written += handle(catalog, order);
        order += 1;
    }
    written
}

fn main() {
    let mut args = std::env::args().skip(1);
    let seconds = args.next().and_then(|text| text.parse().ok()).unwrap_or(10);
    let file = args.next().expect("where the profile goes");
    let guard = pprof::ProfilerGuard::new(100).expect("a profiler");
    let catalog = cart::Catalog::new();
    let end = Instant::now() + Duration::from_secs(seconds);
    let written = std::thread::scope(|scope| {
        let other = scope.spawn(|| work(&catalog, end));
        work(&catalog, end) + other.join().expect("the other thread")
    });
    let profile = guard.report().build().and_then(|report| report.pprof()).expect("a profile");
    std::fs::write(file, profile.encode_to_vec()).expect("a file that can be written");
    std::process::exit(i32::from(written == 0));
}
