#include "test/simulation/server.h"

namespace parley::simulation {
namespace {

// Small, so that segments roll and groups split in a short play; a long text fits in.
constexpr JournalOptions kJournal{.segment_bytes = 24 * 1024, .spare_segments_max = 1};

}  // namespace

bool EdgeSimulated::dispatch() {
  if (batches_.empty()) return false;
  EdgeBatch batch = std::move(batches_.front());
  batches_.pop_front();
  for (auto& [completion, answer] : batch.answers) completion(std::move(answer));
  for (const Delivery& delivery : batch.deliveries) {
    for (const Delivery::To& to : delivery.to) {
      for (Session* session : sessions) {
        if (session->user() == to.user) session->on_item(to.inbox_seq, delivery.item);
      }
    }
  }
  return true;
}

Process::Process(Machine& machine, Mistake mistake, std::uint64_t policy_seed)
    : machine_(machine),
      random_(policy_seed),
      journal_(machine.disk, random_, kJournal),
      watched_(journal_, machine.disk, machine.truth),
      log_(watched_, mistake),
      below_(machine.store, mistake),
      store_(below_, mistake) {}

Result<> Process::start() {
  log_.trim(store_.checkpoint_position());
  EmbeddedOptions options;
  options.writer.group_bytes_max = 200 + random_.below(2'000);
  options.checkpoints.commands = 5 + random_.below(60);
  options.checkpoints.age = Milliseconds{2'000};
  options.store_retry = Milliseconds{0};
  pipeline_ = std::make_unique<PipelineEmbedded>(
      PipelineEmbedded::Parts{log_, store_, machine_.clock, audience_, metrics_}, options);
  for (EdgeSimulated& edge : edges_) pipeline_->add_edge(edge);
  return pipeline_->recover();
}

}  // namespace parley::simulation
