// Devices in the table `devices`.
#pragma once

#include "accounts/device_store.h"
#include "engines/sql/sql.h"

namespace parley {

class SqlDeviceStore final : public DeviceStore {
 public:
  explicit SqlDeviceStore(sql::Transaction& transaction) : transaction_(transaction) {}

  Result<bool> insert(const Device& device) override;
  Result<std::optional<Device>> find(DeviceId device) override;
  Result<std::vector<Device>> list(UserId user) override;
  Result<> remove(DeviceId device) override;
  Result<> mark_seen(DeviceId device, TimeMs at) override;
  Result<std::vector<Device>> unseen_since(TimeMs time, std::size_t limit) override;

 private:
  sql::Transaction& transaction_;
};

}  // namespace parley
