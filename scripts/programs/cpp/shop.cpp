// A small shop at work, for a CPU profile of C++: scripts/record-programs.mjs builds and runs it under gperftools.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <thread>
#include <vector>

namespace shop {

struct Item {
  std::string name;
  int price = 0;
  int count = 0;
};

class Catalog {
 public:
  Catalog() {
    for (int i = 0; i < 4000; i++) {
      prices_["article " + std::to_string(i * 7919 % 4000)] = 100 + i % 900;
    }
  }
  int priceOf(const std::string& name) const {
    auto found = prices_.find(name);
    return found == prices_.end() ? 0 : found->second;
  }

 private:
  std::map<std::string, int> prices_;
};

class Cart {
 public:
  explicit Cart(const std::string& body) {
    const auto read = nlohmann::json::parse(body);
    for (const auto& each : read["items"]) {
      items_.push_back({each["name"], 0, each["count"]});
    }
  }
  void price(const Catalog& catalog) {
    for (auto& item : items_) {
      item.price = catalog.priceOf(item.name) * item.count;
    }
    std::sort(items_.begin(), items_.end(), [](const Item& a, const Item& b) { return a.price > b.price; });
  }
  const std::vector<Item>& items() const { return items_; }

 private:
  std::vector<Item> items_;
};

class Receipt {
 public:
  std::string render(const Cart& cart) const {
    std::string text;
    for (const auto& item : cart.items()) {
      // Made anew for each line: what this program should not do.
      std::regex digits("([0-9]+)");
      text += std::regex_replace(item.name, digits, "No. $1") + "\t" + std::to_string(item.price) + "\n";
    }
    return text;
  }
};

std::string bodyOf(int order) {
  nlohmann::json items = nlohmann::json::array();
  for (int i = 0; i < 40; i++) {
    items.push_back({{"name", "article " + std::to_string((order * 31 + i * 17) % 4000)}, {"count", 1 + i % 5}});
  }
  return nlohmann::json{{"items", items}}.dump();
}

std::size_t handle(const Catalog& catalog, int order) {
  Cart cart(bodyOf(order));
  for (int i = 0; i < 20; i++) {
    cart.price(catalog);
  }
  return Receipt().render(cart).size();
}

void work(const Catalog& catalog, std::chrono::steady_clock::time_point end, std::size_t& written) {
  for (int order = 0; std::chrono::steady_clock::now() < end; order++) {
    written += handle(catalog, order);
  }
}

}  // namespace shop

int main(int, char** argv) {
  shop::Catalog catalog;
  auto end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(argv[1]));
  std::size_t written[2] = {0, 0};
  std::thread other([&] { shop::work(catalog, end, written[1]); });
  shop::work(catalog, end, written[0]);
  other.join();
  return written[0] + written[1] > 0 ? 0 : 1;
}
